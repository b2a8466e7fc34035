"""Puts kept text back into the page on which it was typed, without a script.

The page is drawn as always and its form then filled, so that no form has to know of this. Hidden
fields stay as drawn: they are the page's, not the reader's. One marked `data-put-back` is put back:
it says what the page stood for when the text was typed.
"""

from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

NOT_TYPED = frozenset({"hidden", "password", "file", "submit", "button", "reset", "image"})
Fields = dict[str, list[str]]
Attributes = list[tuple[str, str | None]]


@dataclass
class _Form:
    posts_to: str
    names: set[str] = field(default_factory=set)


def put_back(html: str, page: str, action: str, fields: Fields) -> str | None:
    """`html` with the form that posts to `action` filled; None when it has no such form.

    Of several the one that shares most fields. A box that was not ticked becomes unticked.
    """
    found = _Finder(page)
    found.feed(html)
    shared = [
        len(form.names & fields.keys()) if form.posts_to == action else 0 for form in found.forms
    ]
    if not any(shared):
        return None
    filler = _Filler(shared.index(max(shared)), fields)
    filler.feed(html)
    filler.close()
    return "".join(filler.written)


class _Finder(HTMLParser):
    """Collects the forms of a page and the names of what can be typed in them."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.page = page
        self.forms: list[_Form] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = dict(attrs)
        if tag == "form":
            posts = (given.get("method") or "").lower() == "post"
            target = urlsplit(urljoin(self.page, given.get("action") or self.page)).path
            self.forms.append(_Form(target if posts else ""))
            self.inside = True
        elif self.inside and _is_typed(tag, given):
            self.forms[-1].names.add(given.get("name") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


def _is_typed(tag: str, given: dict[str, str | None]) -> bool:
    return tag in {"textarea", "select"} or (
        tag == "input" and (given.get("type") or "text").lower() not in NOT_TYPED
    )


class _Filler(HTMLParser):
    """Writes the page again as it was, but for the fields of form number `chosen`."""

    def __init__(self, chosen: int, fields: Fields) -> None:
        super().__init__(convert_charrefs=False)
        self.fields = {name: list(values) for name, values in fields.items()}
        self.left = chosen + 1  # forms until the chosen one is open
        self.inside = False
        self.select: str | None = None  # the name of the list that is open
        self.skipping = False  # the old text of a text area
        self.written: list[str] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag == "form":
            self.left -= 1
            self.inside = self.left == 0
        given = dict(attrs)
        name = given.get("name") or ""
        back = "data-put-back" in given
        if not self.inside or (tag != "option" and not back and not _is_typed(tag, given)):
            self.written.append(self.get_starttag_text() or "")
        elif tag == "option":
            chosen = given.get("value") in self.fields.get(self.select or "", [])
            self._write(tag, attrs, "selected", chosen)
        elif tag == "select":
            self.select = name
            self.written.append(self.get_starttag_text() or "")
        elif tag == "textarea":
            self.written.append(self.get_starttag_text() or "")
            if name in self.fields:
                # A line end directly after the tag is no part of the text.
                self.written.append("\n" + escape(self._next(name)))
                self.skipping = True
        elif (given.get("type") or "").lower() in {"checkbox", "radio"}:
            chosen = (given.get("value") or "on") in self.fields.get(name, [])
            self._write(tag, attrs, "checked", chosen)
        elif name in self.fields:
            kept = [(key, value) for key, value in attrs if key != "value"]
            self._write(tag, [*kept, ("value", self._next(name))])
        else:
            self.written.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)

    def _next(self, name: str) -> str:
        values = self.fields[name]
        return values.pop(0) if len(values) > 1 else values[0]

    def _write(self, tag: str, attributes: Attributes, flag: str = "", on: bool = False) -> None:
        kept = [(key, value) for key, value in attributes if key != flag]
        words = [
            tag,
            *(key if value is None else f'{key}="{escape(value)}"' for key, value in kept),
        ]
        self.written.append(f"<{' '.join([*words, flag] if on else words)}>")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "textarea":
            self.skipping = False
        if tag == "select":
            self.select = None
        self.written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.written.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.handle_data(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.handle_data(f"<!{decl}>")
