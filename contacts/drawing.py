"""Rows of a long list as HTML, each kind of row drawn by its template once a minute and language.

A template with components takes longer for 25 rows than all the rest of a page. So it draws a
pattern, with a mark wherever a row's own words go, and each row fills the marks.
"""

import re
from collections.abc import Hashable, Mapping

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from contacts import codes

# Private-use characters: no template has them, and escaping leaves them as they are.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\w+){_CLOSE}")


def draw_row(
    template: str, shape: Mapping[str, Hashable], words: Mapping[str, object]
) -> SafeString:
    """One row. `shape` is what its template may ask about: labels and flags that many rows share,
    nothing of a case, as the pattern is kept for all readers. `words` are the row's own; the
    template places each of them as it is, and they are escaped here."""
    kept = codes.derived()
    key = (template, *shape.items())
    if key not in kept:
        kept[key] = _pattern(template, shape, words)
    return format_html(kept[key], **words)


def _pattern(template: str, shape: Mapping[str, Hashable], words: Mapping[str, object]) -> str:
    marks = {name: f"{_OPEN}{name}{_CLOSE}" for name in words}
    drawn = render_to_string(template, {**shape, **marks})
    return _MARK.sub(r"{\1}", drawn.replace("{", "{{").replace("}", "}}"))
