"""The pages about the portal itself, which everybody may read, and a reader's own notices."""

from .readers import everybody, signed_in

OPEN_TO_ALL: dict[str, dict[str, int]] = {
    "/nl/about/": everybody(),
    "/nl/help/": everybody(),
    "/nl/contact/": everybody(),
    "/nl/privacy/": everybody(),
    "/nl/accessibility/": everybody(),
    "/data/": everybody(302),
    "/data/catalogue.ttl": everybody(),
    "/data/releases/<slug>/": everybody(302),
    "/data/releases/<slug>/<name>": everybody(404),  # nothing was published
    "/nl/data/": everybody(),
    "/nl/data/<slug>/": everybody(404),
    "/nl/gallery/": everybody(),  # in demonstration mode alone
}
OF_NOTICES: dict[str, dict[str, int]] = {
    "/nl/notices/": signed_in(),
    "/nl/notices/read/": signed_in(405),
    "/nl/notices/choices/": signed_in(),
    "/nl/mailbox/": everybody(),  # in demonstration mode alone
    "/nl/mailbox/<name>/": everybody(404),  # there is no mail
}
