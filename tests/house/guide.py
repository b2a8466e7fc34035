"""What every role gets in the guide, which is public, and where it is written."""

from datetime import UTC, date, datetime
from typing import Any

from accounts.models import Role
from contacts.models import Organisation
from guide.life import State
from guide.models import Kind, Page, Version
from tests.factories import MembershipFactory

from .exchange import shared_data
from .readers import everybody, only, signed_in

WORK = (Role.EDITOR, Role.SECRETARIAT, Role.CONTACT_POINT)
EDIT = "/nl/guide/edit/"
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
    EDIT: only(*WORK),
    f"{EDIT}add/": only(Role.EDITOR),
    f"{EDIT}preview/": signed_in(405),
    f"{EDIT}links/": only(*WORK),
    f"{EDIT}<slug>/": only(*WORK),
    f"{EDIT}<slug>/write/": only(Role.EDITOR),
    f"{EDIT}<slug>/settings/": only(Role.EDITOR),
    f"{EDIT}<slug>/retire/": only(Role.EDITOR),
    f"{EDIT}<slug>/send/": only(Role.EDITOR),
    f"{EDIT}<slug>/review/": only(Role.CONTACT_POINT),
    f"{EDIT}<slug>/take-back/": signed_in(405),
    f"{EDIT}<slug>/withdraw/": only(Role.EDITOR),
    # Between which, nobody said: it leads to where they are chosen.
    f"{EDIT}<slug>/difference/": only(*WORK, code=302),
    f"{EDIT}<slug>/versions/<number>/": only(*WORK),
    f"{EDIT}<slug>/versions/<number>/restore/": only(Role.EDITOR),
}
# A page for each address: Belgium's chapter is in review, the Dutch one a draft, and that of
# Luxembourg was replaced; the page on begging was never public.
PAGES = {
    "/nl/guide/<slug>/": "minor",
    "/nl/guide/<slug>/feedback/": "minor",
    f"{EDIT}<slug>/": "be-law",
    f"{EDIT}<slug>/write/": "minor",
    f"{EDIT}<slug>/settings/": "begging",
    f"{EDIT}<slug>/retire/": "minor",
    f"{EDIT}<slug>/send/": "nl-law",
    f"{EDIT}<slug>/review/": "be-law",
    f"{EDIT}<slug>/take-back/": "be-law",
    f"{EDIT}<slug>/withdraw/": "nl-law",
    f"{EDIT}<slug>/difference/": "be-law",
    f"{EDIT}<slug>/versions/<number>/": "be-law",
    f"{EDIT}<slug>/versions/<number>/restore/": "lu-law",
}


def drafted() -> dict[str, Any]:
    """The versions that PAGES speaks of, and somebody who reviews for Belgium; what the addresses
    of shared data name."""
    MembershipFactory.create(
        organisation=Organisation.objects.get(slug="payoke"), contact_point=True
    )
    Version.objects.filter(page__slug="lu-law").update(state=State.REPLACED)
    states = {"be-law": State.REVIEW, "nl-law": State.DRAFT, "lu-law": State.PUBLISHED}
    for slug, state in states.items():
        Version.objects.create(
            page=Page.objects.get(slug=slug),
            number=2,
            state=state,
            title_nl="Tekst",
            publish_on=date(2026, 12, 1),
            written_at=datetime(2026, 11, 22, tzinfo=UTC),
        )
    Version.objects.create(
        page=Page.objects.create(slug="begging", kind=Kind.SITUATION),
        number=1,
        state=State.DRAFT,
        title_nl="Tekst",
        written_at=datetime(2026, 11, 22, tzinfo=UTC),
    )
    return shared_data()
