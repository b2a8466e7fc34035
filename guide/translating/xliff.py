"""XLIFF 1.2 for translation bureaus: written from units, and read without trusting the file.

A file element holds the units of one source language. `id` names the unit, `extradata` the
translation as it was when the file was made; texts stand as they are, Markdown included, with
xml:space="preserve". The standard library writes, defusedxml reads. Specification:
https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from xml.etree import ElementTree  # nosec B405

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _
from django.utils.translation import override

from guide.translating.reading import STALE, Unit

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOST_BYTES = 5 * 1024 * 1024
MOST_UNITS = 10_000
# What a bureau's program puts around words without changing them.
_TRANSPARENT = {"mrk", "g"}


class NotXliff(Exception):
    """The file cannot be read; its text says why, for the editor."""


@dataclass(frozen=True)
class Incoming:
    """One unit of a bureau's file; `before` is the digest of the translation it began from."""

    id: str
    language: str
    source: str
    target: str
    before: str
    foreign: bool  # holds elements that are no part of the text


def write(units: Iterable[Unit], language: str) -> bytes:
    """The units as one document; notes and labels are in English, as bureaus expect."""
    root = ElementTree.Element("xliff", {"version": "1.2", "xmlns": NAMESPACE})
    in_order = sorted(units, key=lambda unit: unit.source_language)
    for source_language, group in groupby(in_order, key=lambda unit: unit.source_language):
        file = ElementTree.SubElement(
            root,
            "file",
            {
                "original": "benelux-thb",
                "source-language": source_language,
                "target-language": language,
                "datatype": "plaintext",
            },
        )
        body = ElementTree.SubElement(file, "body")
        for unit in group:
            _write_unit(body, unit)
    ElementTree.indent(root, level=0)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _write_unit(body: ElementTree.Element, unit: Unit) -> None:
    node = ElementTree.SubElement(
        body,
        "trans-unit",
        {"id": unit.place, "extradata": unit.target_digest, _SPACE: "preserve"},
    )
    ElementTree.SubElement(node, "source", {_LANG: unit.source_language}).text = unit.source
    if unit.target:
        state = "needs-adaptation" if unit.state == STALE else "translated"
        target = ElementTree.SubElement(node, "target", {_LANG: unit.language, "state": state})
        target.text = unit.target
    with override("en"):
        ElementTree.SubElement(node, "note", {"from": "portal"}).text = unit.label


def read(content: bytes) -> list[Incoming]:
    """The units of a document that hold a translation, in their order.

    Raises NotXliff: too large, no XML, with entities or a document type, another version of the
    format, or an id twice.
    """
    if len(content) > MOST_BYTES:
        raise NotXliff(_("The file is larger than 5 MB. Ask for it in parts."))
    try:
        root = fromstring(content, forbid_dtd=True)
    except (DefusedXmlException, ElementTree.ParseError, ValueError, LookupError) as error:
        raise NotXliff(_("This is no XML file, or one with parts that are not allowed.")) from error
    if root.tag != f"{{{NAMESPACE}}}xliff" or root.get("version") != "1.2":
        raise NotXliff(_("This is no XLIFF file of version 1.2."))
    found = list(_units(root))
    if len(found) > MOST_UNITS:
        raise NotXliff(_("The file has more than 10,000 texts. Ask for it in parts."))
    ids = [(unit.id, unit.language) for unit in found]
    if len(set(ids)) != len(ids):
        raise NotXliff(_("The file has a text twice."))
    return [unit for unit in found if unit.target.strip()]


def _units(root: ElementTree.Element) -> Iterator[Incoming]:
    def name(tag: str) -> str:
        return f"{{{NAMESPACE}}}{tag}"

    for file in root.iter(name("file")):
        for node in file.iter(name("trans-unit")):
            source, target = node.find(name("source")), node.find(name("target"))
            parts = [part for part in (source, target) if part is not None]
            inside = {
                child.tag.removeprefix(f"{{{NAMESPACE}}}")
                for part in parts
                for child in part.iter()
                if child is not part
            }
            yield Incoming(
                id=node.get("id", ""),
                language=file.get("target-language", "").split("-")[0].lower(),
                source="".join(source.itertext()) if source is not None else "",
                target="".join(target.itertext()) if target is not None else "",
                before=node.get("extradata", ""),
                foreign=bool(inside - _TRANSPARENT),
            )
