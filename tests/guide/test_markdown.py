"""What an editor may write, and what of it reaches a page."""

import re

import pytest
from django.core.exceptions import ValidationError

from guide.markdown import refuse_unsafe, render


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "< SCRIPT >alert(1)",
        '<img src=x onerror="alert(1)">',
        "<!-- remark -->",
        "[here](javascript:alert(1))",
        "[here](JaVaScRiPt:alert(1))",
        "[here](java\tscript:alert(1))",
        "[here](&#106;avascript:alert(1))",
        "[here](data:text/html;base64,PHNjcmlwdD4=)",
        "[here](//elsewhere.example/)",
        "[here](/nl/referrals/)",
        "[here](https:)",
        "[here][1]\n\n[1]: vbscript:x",
        "![picture](https://elsewhere.example/x.png)",
        "a\u202eb",
    ],
)
def test_what_could_run_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        refuse_unsafe(text)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[here](javascript:alert(1))",
        "[here](&#106;avascript:alert(1))",
        '<a href="https://x.example" onclick="alert(1)">x</a>',
        '<svg onload="alert(1)">',
        "[here](https://x.example '\"onmouseover=alert(1)')",
        "![x](https://x.example/x.png)",
        "<https://x.example/?<script>>",
    ],
)
def test_what_was_not_refused_does_not_run_either(text: str) -> None:
    for tag in re.findall(r"<[^>]*>", render(text)):
        assert re.fullmatch(r"</?(p|a)( href=\"https://[^\"]*\" rel=\"[a-z ]+\")?>", tag), tag


def test_plain_markdown_is_shown() -> None:
    text = "1. **Bel** [CoMensha](tel:+31334481186)\n2. *Daarna*\n\n| a | b |\n|---|---|\n| c | d |"
    refuse_unsafe(text)
    html = render(text)
    assert "<strong>Bel</strong>" in html
    assert '<a href="tel:+31334481186" rel="noopener noreferrer">' in html
    assert "<td>c</td>" in html


def test_less_than_in_a_sentence_is_no_tag() -> None:
    refuse_unsafe("Bij < 18 jaar en 3 <4.")
    assert "&lt; 18" in render("Bij < 18 jaar")
