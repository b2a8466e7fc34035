"""The pages about the portal itself, which everybody may read."""

from .readers import everybody

OPEN_TO_ALL: dict[str, dict[str, int]] = {
    "/nl/about/": everybody(),
    "/nl/help/": everybody(),
    "/nl/contact/": everybody(),
    "/nl/privacy/": everybody(),
    "/nl/accessibility/": everybody(),
    "/nl/gallery/": everybody(),  # in demonstration mode alone
}
