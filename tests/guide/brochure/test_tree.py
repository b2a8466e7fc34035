"""Markdown becomes data that a document draws: words stay words."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from guide.brochure.tree import blocks


def words(found: Any) -> str:
    """All words of a tree, in their order."""
    if isinstance(found, list):
        return "".join(words(item) for item in found)
    if "text" in found:
        return str(found["text"])
    parts = ("runs", "items", "blocks", "head", "rows")
    return "".join(words(found[part]) for part in parts if part in found)


def test_a_list_keeps_its_start_and_its_lists() -> None:
    (found,) = blocks("3. one\n4. two\n   - deep **bold** *soft*\n")
    assert (found["kind"], found["ordered"], found["start"]) == ("list", True, 3)
    inner = found["items"][1][1]
    assert inner["kind"] == "list"
    assert not inner["ordered"]
    bold = [run["text"] for run in inner["items"][0][0]["runs"] if run["strong"]]
    soft = [run["text"] for run in inner["items"][0][0]["runs"] if run["em"]]
    assert (bold, soft) == (["bold"], ["soft"])


def test_a_table_and_a_quotation_are_told_from_words() -> None:
    table, quote = blocks("| a | b |\n|---|---|\n| 1 | 2 |\n\n> said\n")
    assert [words(cell) for cell in table["head"]] == ["a", "b"]
    assert [[words(cell) for cell in row] for row in table["rows"]] == [["1", "2"]]
    assert words(quote["blocks"]) == "said"


def test_a_link_that_no_page_would_show_is_words_alone() -> None:
    (found,) = blocks("[law](https://wetten.overheid.nl/) and [x](ftp://elsewhere.example/)")
    links = {run["text"]: run["link"] for run in found["runs"]}
    assert links == {"law": "https://wetten.overheid.nl/", " and ": "", "x": ""}


@given(st.text(alphabet="#[]()*_`|$@<>{}\\\"'-.:/ab1 \n", max_size=80))
def test_any_text_becomes_plain_data(text: str) -> None:
    json.dumps(blocks(text))


def test_what_would_be_code_of_the_document_is_words() -> None:
    assert words(blocks("#panic() $x$ @ref `#x` \\#y")) == "#panic() $x$ @ref #x #y"
