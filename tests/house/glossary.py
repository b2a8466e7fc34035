"""What every role gets where terms are explained and texts translated."""

from accounts.models import Role

from .exchange import OF_FILES_AND_COUNTRIES
from .readers import everybody, only, signed_in

OF_WORDS: dict[str, dict[str, int]] = {
    "/nl/guide/glossary/": everybody(),
    "/nl/guide/glossary/add/": only(Role.EDITOR),
    "/nl/guide/glossary/<term>/edit/": only(Role.EDITOR),
    "/nl/guide/glossary/<term>/retire/": signed_in(405),
    "/nl/guide/glossary/<term>/restore/": signed_in(405),
    "/nl/guide/translations/": only(Role.EDITOR),
    "/nl/guide/translations/import/": only(Role.EDITOR),
    "/nl/guide/translations/<to>/": only(Role.EDITOR),
    "/nl/guide/translations/<to>/export.xlf": only(Role.EDITOR),
    "/nl/guide/translations/<to>/<stream>/<row>/": only(Role.EDITOR),
}

# What addresses name that is the same in every test.
ALWAYS: dict[str, object] = {
    **OF_FILES_AND_COUNTRIES,
    "term": "nidos",
    "to": "de",
    "stream": "guide.term.definition",
    "row": "nidos",
    "question_code": "travels_alone",
    "capacity_id": 1,
    "draft_id": 1,
    "sheet": "nl",
    "paper": "form",
    "file": "json",
    "name": "1-a",
    "pk": 1,
}
