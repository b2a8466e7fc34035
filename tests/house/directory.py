"""What every role gets from the ways into the directory."""

from accounts.models import Role

from .exchange import OF_EXCHANGE
from .readers import only, signed_in

OF_DIRECTORY: dict[str, dict[str, int]] = {
    "/nl/contacts/suggestions/": signed_in(),
    "/nl/contacts/map/": signed_in(),
    "/nl/contacts/compare/": signed_in(),
    "/nl/contacts/tonight/": signed_in(),
    **OF_EXCHANGE,
    "/nl/contacts/<slug>/card.vcf": signed_in(),
    "/nl/contacts/<slug>/card.svg": signed_in(),
    "/nl/contacts/<slug>/partnerships/": only(Role.CASEWORKER, Role.TEAM_LEAD),
    # There is neither a partnership nor a note.
    "/nl/contacts/<slug>/partnerships/<partnership_id>/": signed_in(404),
    "/nl/contacts/<slug>/partnerships/<partnership_id>/end/": signed_in(404),
    "/nl/contacts/<slug>/something-wrong/": signed_in(),
    "/nl/contacts/notes/": signed_in(),
    "/nl/contacts/notes/<note_id>/": signed_in(404),
}
