"""What every role gets from the ways into the directory."""

from accounts.models import Role

from .exchange import OF_EXCHANGE
from .readers import only, signed_in

OF_DIRECTORY: dict[str, dict[str, int]] = {
    "/nl/contacts/suggestions/": signed_in(),
    "/nl/contacts/map/": signed_in(),
    "/nl/contacts/compare/": signed_in(),
    "/nl/contacts/tonight/": signed_in(),
    "/nl/contacts/favourites/": signed_in(),
    "/nl/contacts/<slug>/favourite/": signed_in(405),
    "/nl/contacts/searches/": signed_in(),
    "/nl/contacts/searches/add/": signed_in(),
    "/nl/contacts/searches/<search_id>/": signed_in(404),  # nobody saved one
    "/nl/contacts/searches/<search_id>/change/": signed_in(405),
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
