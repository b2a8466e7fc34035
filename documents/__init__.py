"""Documents as accessible PDF. A plain package: it knows no app, only templates and fonts."""

from documents.pdf import FONTS, DocumentError, render_pdf

__all__ = ["FONTS", "DocumentError", "render_pdf"]
