"""What every role gets from the machine interface: the part of the table that programs ask for."""

from uuid import UUID

from django.utils import timezone

from accounts.models import Role
from accounts.service_accounts import ServiceAccount
from referrals.api.moves import CALLS
from referrals.webhooks import registering
from tests.factories import MembershipFactory, acting

from .readers import CASE, EVERY_CASE_WORKER, RECIPIENT, everybody, only, program, signed_in

# A program's moves only take what is posted.
MOVES = (
    *(
        f"requests/<request_id>/{call.at}" if call.on_request else call.at
        for call in CALLS
        if call.at not in ("consent", "handover-plan")  # these are read too
    ),
    "split",
    "person",
    "situation",
    "exploitation",
)
OF_PROGRAMS: dict[str, dict[str, int]] = {
    "/api/v1/": everybody(404),
    "/api/v1/openapi.json": everybody(),
    "/api/v1/contacts": signed_in(anonymous=401),
    "/api/v1/contacts/<public_id>": signed_in(anonymous=401),
    "/api/v1/referrals": program(*EVERY_CASE_WORKER),
    "/api/v1/referrals/<referral_id>": program(*CASE, RECIPIENT),
    "/api/v1/referrals/<referral_id>/identity": program(*CASE),
    "/api/v1/referrals/<referral_id>/files": program(*CASE, RECIPIENT),
    "/api/v1/referrals/<referral_id>/files/<attachment_id>": program(*CASE, RECIPIENT),
    "/api/v1/referrals/<referral_id>/consent": program(*CASE),
    "/api/v1/referrals/<referral_id>/handover-plan": program(),  # there is none
    "/api/v1/referrals/<referral_id>/notes": program(*CASE, RECIPIENT),
    "/api/v1/referrals/<referral_id>/requests/<request_id>/messages": program(*CASE, RECIPIENT),
    "/api/v1/code-lists": signed_in(anonymous=401),
    "/api/v1/code-lists/<code>": signed_in(anonymous=401),
    **{
        f"/api/v1/referrals/<referral_id>/{move}": program(*EVERY_CASE_WORKER, code=405)
        for move in MOVES
    },
}
# The public directory: without a key, for everybody the same; of its single rows there is none.
PUBLIC_IDS = ("service_id", "organisation_id", "place_id", "taxonomy_id", "term_id")
_LISTS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")
OF_THE_PUBLIC_DIRECTORY: dict[str, dict[str, int]] = {
    **{f"/hsds/v3/{path}": everybody() for path in ("", "openapi.json", *_LISTS)},
    **{
        f"/hsds/v3/{path}/<{identifier}>": everybody(404)
        for path, identifier in zip(_LISTS, PUBLIC_IDS, strict=True)
    },
}
_TEAM_LEAD, _ONE = only(Role.TEAM_LEAD), "/nl/referrals/webhooks/<webhook_id>/"
OF_WEBHOOKS: dict[str, dict[str, int]] = {
    "/nl/referrals/webhooks/of/<account_id>/": _TEAM_LEAD,
    "/nl/referrals/webhooks/of/<account_id>/add/": _TEAM_LEAD,
    _ONE: _TEAM_LEAD,
    f"{_ONE}secret/": _TEAM_LEAD,
    f"{_ONE}end/": _TEAM_LEAD,
    f"{_ONE}test/": signed_in(405),
    f"{_ONE}switch/": signed_in(405),
    f"{_ONE}deliveries/<delivery_id>/send/": signed_in(405),
}


def webhook_of(program: ServiceAccount) -> UUID:
    """A webhook of a program, registered by a team lead of its organisation."""
    with acting(MembershipFactory.create(organisation=program.organisation, team_lead=True)):
        address = "https://hooks.example.org/"
        return registering.register(program, address, now=timezone.now()).webhook.pk
