"""Who gets the pages of the directory's files and of the countries."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import Role
from contacts.models import Code, CountryRule, DataProposal

from .readers import EVERY_CASE_WORKER, only, signed_in

PREPARERS = (Role.EDITOR, Role.OPERATOR)
OF_EXCHANGE: dict[str, dict[str, int]] = {
    # Nobody has a file yet, and Belgium takes part already.
    "/nl/contacts/exchange/": only(*EVERY_CASE_WORKER, Role.EDITOR),
    "/nl/contacts/exchange/<exchange_id>/": signed_in(404),
    "/nl/contacts/exchange/<exchange_id>/write/": signed_in(405),
    "/nl/contacts/exchange/<exchange_id>/file/": signed_in(404),
    "/nl/contacts/countries/": only(*PREPARERS, Role.CONTACT_POINT),
    "/nl/contacts/countries/add/": only(*PREPARERS),
    "/nl/contacts/countries/<country_code>/": only(*PREPARERS, Role.CONTACT_POINT),
    "/nl/contacts/countries/<country_code>/change/": signed_in(404),
    "/nl/contacts/countries/<country_code>/open/": signed_in(405),
    "/nl/contacts/shared-data/": only(*PREPARERS, Role.CONTACT_POINT),
    "/nl/contacts/shared-data/translations/": signed_in(405),
    "/nl/contacts/shared-data/lists/": only(*PREPARERS, Role.CONTACT_POINT),
    "/nl/contacts/shared-data/lists/<within>/": only(*PREPARERS, Role.CONTACT_POINT),
    "/nl/contacts/shared-data/lists/<within>/add/": only(Role.EDITOR),
    "/nl/contacts/shared-data/lists/<within>/<code_id>/": only(Role.EDITOR),
    "/nl/contacts/shared-data/<proposal_id>/": only(*PREPARERS, Role.CONTACT_POINT),
    "/nl/contacts/shared-data/<proposal_id>/withdraw/": signed_in(405),
    "/nl/contacts/shared-data/<proposal_id>/put-back/": only(Role.EDITOR),
    "/nl/contacts/shared-data/<country_code>/<part>/add/": only(Role.EDITOR),
    "/nl/contacts/shared-data/<country_code>/<part>/<row_key>/": only(Role.EDITOR),
    "/nl/contacts/shared-data/<country_code>/<part>/<row_key>/remove/": only(Role.EDITOR),
    "/nl/contacts/countries/<country_code>/<part>/add/": signed_in(404),
    "/nl/contacts/countries/<country_code>/<part>/<row_id>/": signed_in(404),
    "/nl/contacts/countries/<country_code>/<part>/<row_id>/remove/": signed_in(405),
}
OF_FILES_AND_COUNTRIES: dict[str, Any] = {
    "country_code": "BE",
    "part": "rules",
    "row_id": 1,
    "exchange_id": uuid4(),
}


def shared_data() -> dict[str, Any]:
    """A change that was accepted, a code of a list, and a rule of Belgium."""
    rule = CountryRule.objects.filter(country_id="BE").order_by("pk")[0]
    proposal = DataProposal.objects.create(
        country_id="BE",
        part="rules",
        row=str(rule.pk),
        before={"value": 45},
        after={"value": 60},
        reason="Wet",
        state=DataProposal.State.ACCEPTED,
        proposed_at=timezone.now(),
    )
    return {
        "proposal_id": proposal.pk,
        "within": "need",
        "code_id": Code.objects.filter(list_id="need").order_by("pk")[0].pk,
        "row_key": rule.pk,
    }
