"""The pages about the portal itself, which everybody may read, and a reader's own notices."""

from .readers import everybody, signed_in

OPEN_TO_ALL: dict[str, dict[str, int]] = {
    "/nl/about/": everybody(),
    "/nl/help/": everybody(),
    "/nl/contact/": everybody(),
    "/nl/privacy/": everybody(),
    "/nl/accessibility/": everybody(),
    "/nl/gallery/": everybody(),  # in demonstration mode alone
}
OF_NOTICES: dict[str, dict[str, int]] = {
    "/nl/notices/": signed_in(),
    "/nl/notices/read/": signed_in(405),
    "/nl/notices/choices/": signed_in(),
    "/nl/mailbox/": everybody(),  # in demonstration mode alone
    "/nl/mailbox/<name>/": everybody(404),  # there is no mail
}
