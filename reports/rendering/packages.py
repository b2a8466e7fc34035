"""What pandoc leaves to do in the packages it writes.

Charts are put in here, in the place of stand-ins. DOCX: the table of contents is an empty field
until Word fills it, pictures repeat their source as a description, and the properties lack author
and dates. ODT: pictures lose size and alternative text. Both put the contents before our title
page.
"""

import datetime as dt
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from reports.charts import png_size
from reports.rendering.errors import RenderingError

Document = Mapping[str, Any]

CHART_WIDTH_CM = 16.0
EMU = 360_000  # DOCX measures pictures in these, a centimetre
DOCX_DRAWING = re.compile(r"<w:drawing>.*?</w:drawing>", re.DOTALL)
DOCX_TOC = re.compile(r"\s*<w:sdt>.*?</w:sdt>", re.DOTALL)
DOCX_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
DOCX_CELL = '<w:pStyle w:val="Compact" />'
DOCX_CHAPTER = '<w:pStyle w:val="Heading1" />'
DOCX_FRONT = re.compile(r'<w:p><w:pPr><w:pStyle w:val="FrontMatter" />.*?</w:p>', re.DOTALL)
ODT_TOC = re.compile(r"<text:table-of-content>.*?</text:table-of-content>\s*", re.DOTALL)
ODT_FRONT = re.compile(r'<text:p text:style-name="Front_20_Matter">.*?</text:p>', re.DOTALL)
ODT_CHAPTER = '<text:h text:style-name="Heading_20_1"'
ODT_FIRST_CHAPTER = '<text:h text:style-name="First_20_Chapter"'
ODT_TABLE = '<style:table-properties table:align="center"'
ODT_PARENT = re.compile(
    r'style:name="(P\d+)" style:family="paragraph" style:parent-style-name="([^"]+)"'
)
ODT_FRAME = re.compile(r'<draw:frame draw:name="img\d+"[^>]*>(<draw:image [^>]*/>)</draw:frame>')

CELLS = re.compile(
    r'(<style:style style:name="Table(?:Header)?RowCell"[^>]*>\s*)'
    r"<style:table-cell-properties[^>]*/>"
)
CELL_PROPERTIES = (
    '<style:table-cell-properties fo:border="none" fo:border-bottom="0.5pt solid #1f4e79"'
    ' fo:padding="0.08cm"/>'
)


LONGEST_WHOLE = 24  # rows of a table that is kept on one page


def stand_in(key: str) -> bytes:
    """A picture of one pixel that is like no other, in the place of a chart."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"tEXt", b"chart\0" + key.encode()),
        (b"IDAT", zlib.compress(b"\0\0")),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def rewritten(
    package: bytes, changes: Mapping[str, Callable[[str], str]], charts: Mapping[str, bytes]
) -> bytes:
    """The package with some text members changed and each stand-in replaced by its chart.

    The order of members stays. RenderingError when a chart has found no place.
    """
    pictures = {stand_in(key): png for key, png in charts.items()}
    placed = 0
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename in changes:
                data = changes[item.filename](data.decode()).encode()
            elif data in pictures:
                data, placed = pictures[data], placed + 1
            # The first member of an ODT must stay uncompressed.
            stored = item.filename == "mimetype"
            kind = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            new.writestr(zipfile.ZipInfo(item.filename, item.date_time), data, kind)
    if placed != len(charts):
        raise RenderingError(f"{placed} of {len(charts)} charts have found their place")
    return made.getvalue()


def _sizes(document: Document, charts: Mapping[str, bytes]) -> list[tuple[dict[str, Any], float]]:
    """The charts of the document in order, each with its height in cm.

    RenderingError for a chart that was not drawn.
    """
    found = []
    for block in document["blocks"]:
        if block["kind"] == "chart":
            if block["key"] not in charts:
                raise RenderingError(f"the chart {block['key']} was not drawn")
            width, height = png_size(charts[block["key"]])
            found.append((block, CHART_WIDTH_CM * height / width))
    return found


def _headings(document: Document) -> list[tuple[int, str, str]]:
    return [
        (block["level"], block["key"], f"{block['number']} {block['text']}".strip())
        for block in document["blocks"]
        if block["kind"] == "heading"
    ]


def _moved(text: str, contents: re.Pattern[str], front: re.Pattern[str], filled: str) -> str:
    """The contents, filled in, put behind the last line of the title page."""
    if contents.search(text) is None:
        raise RenderingError("pandoc wrote no table of contents")
    text = contents.sub("", text, count=1)
    lines = list(front.finditer(text))
    if not lines:
        raise RenderingError("pandoc wrote no title page")
    end = lines[-1].end()
    return text[:end] + filled + text[end:]


def _docx_page(key: str) -> str:
    """The page of a heading, for the program that lays out the pages to fill in."""
    return "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            f'<w:instrText xml:space="preserve"> PAGEREF {escape(key)} \\h </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            '<w:fldChar w:fldCharType="end"/>',
        )
    )


def _whole(match: re.Match[str]) -> str:
    """A table whose rows stay on one page with each other."""
    *rows, last = match[0].split("</w:tr>")[:-1]
    if len(rows) > LONGEST_WHOLE:
        return match[0]
    kept = [row.replace(DOCX_CELL, f"{DOCX_CELL}<w:keepNext />") for row in rows]
    return "</w:tr>".join([*kept, last, "</w:tbl>"])


def _docx_contents(document: Document) -> str:
    """The contents with an entry a heading; Word adds the page numbers when it updates them."""
    entries = [
        f'<w:hyperlink w:anchor="{escape(key)}" w:history="1"><w:r><w:t xml:space="preserve">'
        f"{escape(text)}</w:t></w:r><w:r><w:tab/></w:r>{_docx_page(key)}"
        "</w:hyperlink>"
        for _, key, text in _headings(document)
    ]
    levels = [level for level, _, _ in _headings(document)]
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText '
        'xml:space="preserve">TOC \\o "1-2" \\h \\z \\u</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>'
        f"{begin if index == 0 else ''}{entry}{end if index == len(entries) - 1 else ''}</w:p>"
        for index, (level, entry) in enumerate(zip(levels, entries, strict=True))
    )
    title = escape(document["words"]["contents"])
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:pPr>"
        f'<w:pStyle w:val="TOCHeading"/></w:pPr><w:r><w:t>{title}</w:t></w:r></w:p>{body}'
        "</w:sdtContent></w:sdt>"
    )


def finish_docx(package: bytes, document: Document, charts: Mapping[str, bytes]) -> bytes:
    """The DOCX with its contents filled in, charts placed and described once, properties set."""
    sizes = _sizes(document, charts)
    moment = (
        dt.datetime.fromisoformat(document["created"]).astimezone(dt.UTC).strftime("%Y-%m-%dT%XZ")
    )

    def body(text: str) -> str:
        text = re.sub(r'(<pic:cNvPr )descr="data:[^"]*"', r'\1descr=""', text)
        waiting = iter(sizes)

        def sized(match: re.Match[str]) -> str:
            extent = f'cx="{CHART_WIDTH_CM * EMU:.0f}" cy="{next(waiting)[1] * EMU:.0f}"'
            return re.sub(r'(<(?:wp:extent|a:ext) )cx="\d+" cy="\d+"', rf"\1{extent}", match[0])

        text = DOCX_TABLE.sub(_whole, DOCX_DRAWING.sub(sized, text))
        if document["short"]:
            return text
        text = text.replace(DOCX_CHAPTER, f"{DOCX_CHAPTER}<w:pageBreakBefore />", 1)
        return _moved(text, DOCX_TOC, DOCX_FRONT, _docx_contents(document))

    def properties(text: str) -> str:
        author = escape(document["words"]["body"])
        keywords = escape(document["words"]["keywords"])
        text = re.sub(r"<dc:creator>.*?</dc:creator>", f"<dc:creator>{author}</dc:creator>", text)
        text = re.sub(
            r"<cp:keywords>.*?</cp:keywords>", f"<cp:keywords>{keywords}</cp:keywords>", text
        )
        return re.sub(r"(W3CDTF\">)[^<]*", rf"\g<1>{moment}", text)

    return rewritten(package, {"word/document.xml": body, "docProps/core.xml": properties}, charts)


def _with_common_parents(text: str) -> str:
    """pandoc lets its own styles inherit from one another; readers know common parents only."""
    parents = dict(ODT_PARENT.findall(text))

    def common(match: re.Match[str]) -> str:
        parent = match[2]
        while parent in parents:
            parent = parents[parent]
        return match[0].replace(f'"{match[2]}"', f'"{parent}"')

    return ODT_PARENT.sub(common, text)


def _odt_contents(text: str, document: Document) -> str:
    """pandoc's own source of the contents with the entries written into its body."""
    found = ODT_TOC.search(text)
    if found is None:
        raise RenderingError("pandoc wrote no table of contents")
    entries = "".join(
        f'<text:p text:style-name="Contents_20_{level}">'
        f'<text:a xlink:type="simple" xlink:href="#{escape(key)}" text:style-name="Index_20_Link"'
        f' text:visited-style-name="Index_20_Link">{escape(title)}</text:a><text:tab/>'
        f'<text:bookmark-ref text:reference-format="page" text:ref-name="{escape(key)}"/></text:p>'
        for level, key, title in _headings(document)
    )
    title = escape(document["words"]["contents"])
    index = (
        "<text:index-body><text:index-title text:name="
        f'"contents"><text:p text:style-name="Contents_20_Heading">{title}</text:p>'
        f"</text:index-title>{entries}</text:index-body></text:table-of-content>"
    )
    source = re.sub(r"<text:index-body>.*?</text:index-body>", "", found.group(0), flags=re.DOTALL)
    source = source.replace(
        "<text:table-of-content>", '<text:table-of-content text:name="contents">'
    )
    return source.replace("</text:table-of-content>", index).strip()


def finish_odt(package: bytes, document: Document, charts: Mapping[str, bytes]) -> bytes:
    """The ODT with its contents filled in, charts placed, sized and described."""
    sizes = _sizes(document, charts)

    def body(text: str) -> str:
        text = text.replace('"Front Matter"', '"Front_20_Matter"')
        text = text.replace('"Table Note"', '"Table_20_Note"')
        text = _with_common_parents(text)
        text = CELLS.sub(rf"\1{CELL_PROPERTIES}", text)
        waiting = iter(sizes)

        def framed(match: re.Match[str]) -> str:
            chart, height = next(waiting)
            return (
                f'<draw:frame draw:name="{escape(chart["key"])}" text:anchor-type="as-char"'
                f' svg:width="{CHART_WIDTH_CM}cm" svg:height="{height:.2f}cm">{match.group(1)}'
                f"<svg:title>{escape(chart['caption'])}</svg:title>"
                f"<svg:desc>{escape(chart['alt'])}</svg:desc></draw:frame>"
            )

        text = ODT_FRAME.sub(framed, text)
        text = text.replace(ODT_TABLE, f'{ODT_TABLE} style:may-break-between-rows="false"')
        if document["short"]:
            return text
        text = text.replace(ODT_CHAPTER, ODT_FIRST_CHAPTER, 1)
        return _moved(text, ODT_TOC, ODT_FRONT, _odt_contents(text, document))

    return rewritten(package, {"content.xml": body}, charts)
