"""Makes reference.docx and reference.odt from pandoc's own.

Run as `python -m reports.rendering.reference.make`; needs python-docx of requirements-dev.txt. The
words HEADERTITLE, HEADERMARK, FOOTERPERIOD and FOOTERPAGE are filled in for each report.
"""

import io
import re
import subprocess
import zipfile
from pathlib import Path

import docx
import pypandoc
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from lxml import etree

HERE = Path(__file__).parent
FONT = "Calibri"
ACCENT = RGBColor(0x1F, 0x4E, 0x79)
INK = RGBColor(0x1A, 0x1A, 0x1A)
SIZES = {"Title": 26, "Subtitle": 14, "Heading 1": 17, "Heading 2": 13, "Heading 3": 11}
LINE = 'w:val="single" w:sz="{size}" w:space="0" w:color="1F4E79"'


def _default(name: str) -> bytes:
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", name]
    return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603


def _word_styles(document: Document) -> None:
    styles = document.styles
    for style in styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for attribute in list(fonts.attrib):
                del fonts.attrib[attribute]
            for attribute in ("w:ascii", "w:hAnsi", "w:cs"):
                fonts.set(qn(attribute), FONT)
    styles["Normal"].font.size = Pt(11)
    styles["Normal"].font.color.rgb = INK
    for name, size in SIZES.items():
        styles[name].font.size = Pt(size)
        styles[name].font.color.rgb = INK if name == "Title" else ACCENT
        styles[name].font.bold = name != "Subtitle"
        styles[name].paragraph_format.alignment = 0
    for name in ("Table Caption", "Image Caption"):
        styles[name].font.bold = True
        styles[name].font.italic = False
        styles[name].font.size = Pt(10)
    styles["Table Caption"].paragraph_format.keep_with_next = True
    styles["Table Caption"].paragraph_format.space_before = Pt(12)
    styles["Compact"].font.size = Pt(10)
    styles["Subtitle"].element.rPr.remove(styles["Subtitle"].element.rPr.find(qn("w:spacing")))
    styles["Title"].paragraph_format.space_before = Cm(3)
    styles["Subtitle"].paragraph_format.space_before = Pt(6)
    styles["Subtitle"].paragraph_format.space_after = Pt(24)
    styles["TOC Heading"].font.size = Pt(SIZES["Heading 1"])
    styles["TOC Heading"].font.bold = True
    styles["Captioned Figure"].paragraph_format.space_before = Pt(12)
    for name, size in (("Table Note", 9), ("Front Matter", 11)):
        added = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        added.base_style = styles["Body Text"]
        added.font.size = Pt(size)
    for level in (1, 2):
        entry = styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
        entry.base_style = styles["Normal"]
        entry.paragraph_format.left_indent = Cm(0.6 * (level - 1))
        entry.paragraph_format.space_after = Pt(2)
        entry.paragraph_format.tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)
    styles["TOC Heading"].paragraph_format.page_break_before = True
    thick, thin = LINE.format(size=8), LINE.format(size=2)
    table = styles["Table"].element
    for old in table.findall(qn("w:tblPr")) + table.findall(qn("w:tblStylePr")):
        table.remove(old)
    table.append(
        parse_xml(
            f"<w:tblPr {nsdecls('w')}><w:tblBorders><w:top {thick}/><w:bottom {thick}/>"
            f"<w:insideH {thin}/></w:tblBorders><w:tblCellMar>"
            '<w:top w:w="40" w:type="dxa"/><w:left w:w="90" w:type="dxa"/>'
            '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="90" w:type="dxa"/>'
            "</w:tblCellMar></w:tblPr>"
        )
    )
    table.append(
        parse_xml(
            f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
            f"<w:tcBorders><w:bottom {thick}/></w:tcBorders></w:tcPr></w:tblStylePr>"
        )
    )


def _field(paragraph: Paragraph, name: str) -> None:
    run = paragraph.add_run()
    run._r.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{name}"/>'))
    paragraph._p.append(run._r[-1])


def word() -> bytes:
    """reference.docx"""
    document = docx.Document(io.BytesIO(_default("reference.docx")))
    _word_styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.8), Cm(2.4)
    head = section.header.paragraphs[0]
    head.text = "HEADERTITLE\tHEADERMARK"
    foot = section.footer.paragraphs[0]
    foot.text = "FOOTERPERIOD\tFOOTERPAGE "
    _field(foot, "PAGE")
    for paragraph in (head, foot):
        paragraph.paragraph_format.tab_stops.clear_all()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)
        for run in paragraph.runs:
            run.font.size = Pt(9)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


FONT_FACE = f'svg:font-family="{FONT}"'

MASTER = """<office:master-styles>
<style:master-page style:name="Standard" style:page-layout-name="Mpm1">
<style:header><text:p text:style-name="MHeader">HEADERTITLE<text:tab/>HEADERMARK</text:p>
</style:header>
<style:footer><text:p text:style-name="MHeader">FOOTERPERIOD<text:tab/>FOOTERPAGE
<text:page-number text:select-page="current">1</text:page-number></text:p></style:footer>
</style:master-page></office:master-styles>"""

LAYOUT = """<style:page-layout style:name="Mpm1"><style:page-layout-properties
fo:page-width="21cm" fo:page-height="29.7cm" style:num-format="1"
style:print-orientation="portrait" fo:margin-top="1.5cm" fo:margin-bottom="1.4cm"
fo:margin-left="2.5cm" fo:margin-right="2.5cm" style:writing-mode="lr-tb"/>
<style:header-style><style:header-footer-properties fo:min-height="1.1cm"
fo:margin-bottom="0.5cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="1cm"
fo:margin-top="0.4cm"/></style:footer-style></style:page-layout>"""

HEADER_STYLE = """<style:style style:name="MHeader" style:family="paragraph"
style:parent-style-name="Standard"><style:paragraph-properties><style:tab-stops>
<style:tab-stop style:position="16cm" style:type="right"/></style:tab-stops>
</style:paragraph-properties><style:text-properties fo:font-size="9pt"/></style:style>"""

SPACED = """<style:style style:name="Spaced_20_Figure" style:display-name="Spaced Figure"
style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties
fo:margin-top="0.4cm"/></style:style>"""

ADDED = """<style:style style:name="Table_20_Note" style:display-name="Table Note"
style:family="paragraph" style:parent-style-name="Text_20_body" style:class="text">
<style:text-properties fo:font-size="9pt"/></style:style>
<style:style style:name="Front_20_Matter" style:display-name="Front Matter"
style:family="paragraph" style:parent-style-name="Text_20_body" style:class="text"/>
<style:style style:name="Contents_20_Heading" style:display-name="Contents Heading"
style:family="paragraph" style:parent-style-name="Heading" style:class="index">
<style:paragraph-properties fo:break-before="page"/><style:text-properties fo:font-size="17pt"
fo:font-weight="bold" fo:color="#1f4e79"/></style:style>
<style:style style:name="Contents_20_1" style:display-name="Contents 1" style:family="paragraph"
style:parent-style-name="Index" style:class="index"><style:paragraph-properties>TABS
</style:paragraph-properties></style:style>
<style:style style:name="Contents_20_2" style:display-name="Contents 2" style:family="paragraph"
style:parent-style-name="Index" style:class="index">
<style:paragraph-properties fo:margin-left="0.6cm">TABS</style:paragraph-properties></style:style>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard"
style:class="chapter"/>
<style:style style:name="Subtitle" style:family="paragraph" style:parent-style-name="Standard"
style:class="chapter"/>
<style:style style:name="Index_20_Link" style:display-name="Index Link" style:family="text"/>
<style:style style:name="First_20_Chapter" style:display-name="First Chapter"
style:family="paragraph" style:parent-style-name="Heading_20_1" style:default-outline-level="1"
style:class="text"><style:paragraph-properties fo:break-before="page"/></style:style>""".replace(
    "TABS",
    '<style:tab-stops><style:tab-stop style:position="16cm" style:type="right"'
    ' style:leader-style="dotted" style:leader-text="."/></style:tab-stops>',
)

HEADING = {"fo:font-weight": "bold", "fo:font-style": "normal", "fo:color": "#1f4e79"}
CAPTION = {
    "fo:font-size": "10pt",
    "fo:font-weight": "bold",
    "fo:font-style": "normal",
    "fo:color": "#1a1a1a",
}


# Style -> attributes of its paragraphs, attributes of its text.
WRITER_STYLES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "Title": (
        {"fo:text-align": "start", "fo:margin-top": "3cm", "fo:margin-bottom": "0.3cm"},
        {"fo:font-size": "26pt", "fo:font-weight": "bold", "fo:color": "#1a1a1a"},
    ),
    "Subtitle": (
        {"fo:text-align": "start", "fo:margin-bottom": "0.8cm"},
        {"fo:font-size": "14pt", "fo:color": "#1f4e79"},
    ),
    "Text_20_body": ({"fo:orphans": "2", "fo:widows": "2"}, {}),
    "Heading_20_1": ({}, {"fo:font-size": "17pt", **HEADING}),
    "Heading_20_2": ({}, {"fo:font-size": "13pt", **HEADING}),
    "TableCaption": (
        {"fo:keep-with-next": "always", "fo:margin-top": "0.45cm", "fo:margin-bottom": "0.1cm"},
        CAPTION,
    ),
    "FigureCaption": ({"fo:margin-bottom": "0.4cm"}, CAPTION),
    "Table_20_Contents": ({}, {"fo:font-size": "10pt"}),
    "Definition_20_Term": ({"fo:keep-with-next": "always"}, {"fo:font-weight": "bold"}),
}


def _with_styles(styles: str) -> str:
    """The styles with the attributes above, each in the place of pandoc's own."""
    root = etree.fromstring(styles.encode())
    prefixes = root.nsmap

    def name(prefixed: str) -> str:
        prefix, local = prefixed.split(":")
        return f"{{{prefixes[prefix]}}}{local}"

    for style, kinds in WRITER_STYLES.items():
        (found,) = (
            one for one in root.iter(name("style:style")) if one.get(name("style:name")) == style
        )
        for position, attributes in enumerate(kinds):
            if not attributes:
                continue
            kind = name(("style:paragraph-properties", "style:text-properties")[position])
            properties = found.find(kind)
            if properties is None:
                properties = etree.Element(kind)
                found.insert(position and len(found), properties)
            for key, value in attributes.items():
                properties.set(name(key), value)
    made: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8" ?>\n{made}'


def writer() -> bytes:
    """reference.odt"""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_default("reference.odt"))) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "styles.xml":
                text = data.decode()
                text = re.sub(
                    r"<style:page-layout .*?</style:page-layout>", LAYOUT, text, flags=re.DOTALL
                )
                text = re.sub(
                    r"<office:master-styles>.*?</office:master-styles>",
                    MASTER,
                    text,
                    flags=re.DOTALL,
                )
                for old_font in ("Times New Roman", "Arial"):
                    text = re.sub(rf"svg:font-family=\"'?{old_font}'?\"", FONT_FACE, text)
                text = text.replace(
                    "</office:automatic-styles>", f"{HEADER_STYLE}</office:automatic-styles>"
                )
                text = text.replace("</office:styles>", f"{ADDED}</office:styles>")
                text = text.replace("</office:styles>", f"{SPACED}</office:styles>")
                text = re.sub(r'(style:parent-style-name=)"Figure"', r'\1"Spaced_20_Figure"', text)
                data = _with_styles(text).encode()
            new.writestr(
                item.filename,
                data,
                zipfile.ZIP_STORED if item.filename == "mimetype" else zipfile.ZIP_DEFLATED,
            )
    return made.getvalue()


if __name__ == "__main__":
    (HERE / "reference.docx").write_bytes(word())
    (HERE / "reference.odt").write_bytes(writer())
