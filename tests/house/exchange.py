"""Who gets the pages of the directory's files and of the countries."""

from typing import Any
from uuid import uuid4

from accounts.models import Role

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
