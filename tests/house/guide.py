"""Rows of the table of addresses: the guide."""

from accounts.models import Role

from .readers import everybody, only, signed_in

OF_THE_GUIDE: dict[str, dict[str, int]] = {
    "/nl/guide/": everybody(),
    "/nl/guide/now/": everybody(),
    "/nl/guide/checklist/": everybody(),
    "/nl/guide/offline.js": everybody(),
    "/nl/guide/table/": everybody(),
    "/nl/guide/compare/<topic>/": everybody(),
    "/nl/guide/brochure/": everybody(),
    "/nl/guide/brochure/<language>/": everybody(404),  # no worker has made one yet
    "/nl/guide/brochure/<language>/<number>/": everybody(404),
    "/nl/guide/brochure/copies/": only(Role.EDITOR, Role.SECRETARIAT, Role.CONTACT_POINT),
    "/nl/guide/brochure/copies/<copies_id>/remove/": signed_in(405),
    "/nl/guide/improve/": only(Role.EDITOR, Role.SECRETARIAT),
    "/nl/guide/answers/": only(Role.EDITOR, Role.SECRETARIAT),
    "/nl/guide/answers/<feedback_id>/settle/": signed_in(405),
    "/nl/guide/<slug>/": everybody(),
    "/nl/guide/<slug>/feedback/": everybody(),
}
