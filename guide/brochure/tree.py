"""Markdown of the guide as plain data that a document's template draws.

The same parser as for the pages reads it; what comes out are words and their kind. No text ever
becomes code of the document, whatever an editor writes.
"""

from collections.abc import Iterator
from typing import Any

from markdown_it.token import Token

from guide.markdown import may_link, parse

Block = dict[str, Any]
Run = dict[str, Any]


def blocks(text: str) -> list[Block]:
    """Paragraphs, lists, quotations and tables of a text, each with its runs of words.

    {"kind": "text", "runs"}, {"kind": "list", "start": 0 for bullets, "items": [[block]]},
    {"kind": "quote", "blocks"} and {"kind": "table", "head": [[run]], "rows": [[[run]]]}. A run is
    {"text", "strong", "em", "link"}.
    """
    return _until(iter(parse(text)), "")


def _until(tokens: Iterator[Token], closing: str) -> list[Block]:
    found: list[Block] = []
    for token in tokens:
        if token.type == closing:
            break
        if token.type == "inline":
            found.append({"kind": "text", "runs": runs(token)})
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            found.append(_list(tokens, token))
        elif token.type == "blockquote_open":
            found.append({"kind": "quote", "blocks": _until(tokens, "blockquote_close")})
        elif token.type == "table_open":
            found.append(_table(tokens))
    return found


def _list(tokens: Iterator[Token], opening: Token) -> Block:
    ordered = opening.type == "ordered_list_open"
    closing = "ordered_list_close" if ordered else "bullet_list_close"
    items = []
    for token in tokens:
        if token.type == closing:
            break
        if token.type == "list_item_open":
            items.append(_until(tokens, "list_item_close"))
    start = int(opening.attrs.get("start", 1)) if ordered else 0
    return {"kind": "list", "start": start, "ordered": ordered, "items": items}


def _table(tokens: Iterator[Token]) -> Block:
    rows: list[list[list[Run]]] = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(runs(token))
    return {"kind": "table", "head": rows[0], "rows": rows[1:]}


def runs(token: Token) -> list[Run]:
    """The words of a line with what holds for them; a link that no page would show is dropped."""
    found: list[Run] = []
    strong = em = 0
    link = ""
    for child in token.children or []:
        if child.type in {"strong_open", "strong_close"}:
            strong += child.nesting
        elif child.type in {"em_open", "em_close"}:
            em += child.nesting
        elif child.type == "link_open":
            address = str(child.attrs.get("href", ""))
            link = address if may_link(address) else ""
        elif child.type == "link_close":
            link = ""
        else:
            words = {"softbreak": " ", "hardbreak": "\n"}.get(child.type, child.content)
            if words:
                found.append({"text": words, "strong": strong > 0, "em": em > 0, "link": link})
    return found
