"""What a test says of a PDF: its language, tags, fonts and words."""

import io
import re
from typing import Any

from pypdf import PdfReader


class Read:
    """A PDF as a reader gets it."""

    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(content))
        self.language = str(self.reader.root_object["/Lang"])
        self.title = self.reader.metadata.title if self.reader.metadata else ""
        self.text = " ".join(" ".join(p.extract_text().split()) for p in self.reader.pages)

    @property
    def pages(self) -> int:
        return len(self.reader.pages)

    def faults(self) -> list[str]:
        """What a PDF/UA file has and this one lacks."""
        root: Any = self.reader.root_object
        metadata = root["/Metadata"].get_data().decode()
        wrong = []
        if not root["/MarkInfo"]["/Marked"]:
            wrong.append("it is not tagged")
        if "/StructTreeRoot" not in root:
            wrong.append("it has no structure")
        if not re.search(r"pdfuaid:part(>|=\")1", metadata):
            wrong.append("it does not claim PDF/UA-1")
        if not root["/ViewerPreferences"]["/DisplayDocTitle"]:
            wrong.append("its title is not shown")
        return wrong + [f"font {name} is not in it" for name in self._fonts_outside()]

    def _fonts_outside(self) -> list[str]:
        outside = []
        for page in self.reader.pages:
            resources: Any = page["/Resources"]
            for font in resources.get("/Font", {}).values():
                (descendant,) = font.get_object()["/DescendantFonts"]
                descriptor = descendant.get_object()["/FontDescriptor"].get_object()
                if not {"/FontFile2", "/FontFile3"} & set(descriptor):
                    outside.append(str(descriptor["/FontName"]))
        return outside
