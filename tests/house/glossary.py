"""What every role gets where terms are explained and texts translated."""

from accounts.models import Role

from .readers import everybody, only, signed_in

OF_WORDS: dict[str, dict[str, int]] = {
    "/nl/guide/glossary/": everybody(),
    "/nl/guide/glossary/add/": only(Role.EDITOR),
    "/nl/guide/glossary/<term>/edit/": only(Role.EDITOR),
    "/nl/guide/glossary/<term>/retire/": signed_in(405),
    "/nl/guide/glossary/<term>/restore/": signed_in(405),
}
