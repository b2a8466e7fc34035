"""DOCX and ODT by pandoc, in its sandbox, on reference documents of our own."""

import base64
import datetime as dt
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import pypandoc

from reports.rendering.errors import RenderingError
from reports.rendering.packages import finish_docx, finish_odt, stand_in

REFERENCES = Path(__file__).parent / "reference"
TIMEOUT = 60  # seconds; a report takes one


def _styled(style: str, text: str) -> str:
    return f'<div data-custom-style="{style}"><p>{escape(text)}</p></div>'


def _table(entry: Mapping[str, Any], words: Mapping[str, str]) -> str:
    columns = len(entry["head"])
    first = {2: 70, 3: 52, 4: 43}.get(columns, 28)  # the rest is for figures and their heads
    widths = [first] + [(100 - first) // (columns - 1)] * (columns - 1)
    groups = "".join(f'<col style="width: {width}%"/>' for width in widths)
    head = "".join(f"<th>{escape(cell)}</th>" for cell in entry["head"])
    rows = []
    for index, row in enumerate(entry["rows"]):
        strong = entry["total_row"] and index == len(entry["rows"]) - 1
        cells = [f"<strong>{escape(c)}</strong>" if strong else escape(c) for c in row]
        label, *values = cells
        rows.append(
            f"<tr><td>{label}</td>"
            + "".join(f'<td style="text-align: right">{value}</td>' for value in values)
            + "</tr>"
        )
    caption = f"{words['table']} {entry['number']}. {entry['caption']}"
    note = _styled("Table Note", words["note"]) if entry["note"] else ""
    return (
        f"<table><caption>{escape(caption)}</caption><colgroup>{groups}</colgroup>"
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>{note}"
    )


def _chart(entry: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """A figure with a stand-in for its picture: pandoc needs 400 MB to carry the pictures."""
    caption = f"{words['figure']} {entry['number']}. {entry['caption']}"
    data = base64.b64encode(stand_in(entry["key"])).decode()
    return (
        f'<figure><img src="data:image/png;base64,{data}" alt="{escape(entry["alt"])}"/>'
        f"<figcaption>{escape(caption)}</figcaption></figure>"
    )


def _block(entry: Mapping[str, Any], words: Mapping[str, str]) -> str:
    kind = entry["kind"]
    if kind == "heading":
        text = f"{entry['number']} {entry['text']}".strip()
        return f'<h{entry["level"]} id="{entry["key"]}">{escape(text)}</h{entry["level"]}>'
    if kind == "paragraph":
        return f"<p>{escape(entry['text'])}</p>"
    if kind == "table":
        return _table(entry, words)
    if kind == "chart":
        return _chart(entry, words)
    if kind == "terms":
        items = "".join(
            f"<dt>{escape(term)}</dt><dd><p>{escape(meaning)}</p></dd>"
            for term, meaning, *_anchor in entry["items"]
        )
        return f"<dl>{items}</dl>"
    items = "".join(f"<li><p>{escape(item)}</p></li>" for item in entry["items"])
    return f"<ul>{items}</ul>"


def as_html(document: Mapping[str, Any]) -> str:
    """The document as one HTML page that names nothing outside itself."""
    words = document["words"]
    front = "".join(_styled("Front Matter", line) for line in document["front"])
    body = "".join(_block(entry, words) for entry in document["blocks"])
    return (
        f'<!DOCTYPE html><html lang="{document["language"]}"><head><meta charset="utf-8"/>'
        f"<title>{escape(document['title'])}</title></head><body>{front}{body}</body></html>"
    )


def _reference(document: Mapping[str, Any], file_format: str, folder: Path) -> Path:
    """The reference document with this report's header and footer words filled in."""
    source = REFERENCES / f"reference.{file_format}"
    target = folder / source.name
    words = document["words"]
    filled = {
        "HEADERTITLE": document["title"],
        "HEADERMARK": words["mark"],
        "FOOTERPERIOD": document["front"][0],
        "FOOTERPAGE": words["page"],
    }
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename.endswith(".xml"):
                text = data.decode()
                for token, value in filled.items():
                    text = text.replace(token, escape(value))
                data = text.encode()
            new.writestr(item, data)
    return target


def office_file(
    document: Mapping[str, Any], charts: Mapping[str, bytes], file_format: str
) -> bytes:
    """A DOCX or an ODT; `charts` maps keys to PNG. RenderingError when pandoc refuses."""
    with tempfile.TemporaryDirectory(prefix="report-") as folder:
        root = Path(folder)
        target = root / f"report.{file_format}"
        command = [
            pypandoc.get_pandoc_path(),
            "--sandbox",
            "--from=html",
            f"--to={file_format}",
            f"--reference-doc={_reference(document, file_format, root)}",
            *(() if document["short"] else ("--toc", "--toc-depth=2")),
            f"--metadata=lang:{document['language']}",
            f"--metadata=title:{document['title']}",
            f"--metadata=subtitle:{document['subtitle']}",
            f"--metadata=toc-title:{document['words']['contents']}",
            f"--output={target}",
        ]
        done = subprocess.run(  # noqa: S603 - our own program with our own arguments
            command,
            input=as_html(document).encode(),
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
            env={"SOURCE_DATE_EPOCH": _epoch(document["created"]), "LANG": "C.UTF-8"},
        )
        if done.returncode != 0 or not target.exists():
            raise RenderingError(f"pandoc: {done.stderr.decode(errors='replace').strip()}")
        made = target.read_bytes()
    finish = finish_docx if file_format == "docx" else finish_odt
    return finish(made, document, charts)


def _epoch(created: str) -> str:
    """Seconds since 1970, so that the same figures give the same file."""
    return str(int(dt.datetime.fromisoformat(created).timestamp()))
