"""Finding a referral by the exact name of its person, without a name that could be read.

The digests are keyed (protection.blind_index). Before that the words of a name are put in order and
its particles joined (`name_words`), as the same name is typed in many ways.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet

from protection.actor import require_actor
from protection.audit import record
from protection.blind_index import blind_index

from .models import IdentityIndex, Referral
from .name_words import forms_of

FEWEST_LETTERS = 3


def name_digests(*names: str) -> list[str]:
    """64 hexadecimal digits for each form of a whole name (name_words), whatever the order of its
    words; none for too little to tell one person from another."""
    return [
        blind_index("name", " ".join(words)).hex()
        for words in forms_of(*names)
        if sum(map(len, words)) >= FEWEST_LETTERS
    ]


def index_rows(
    referral: Referral, texts: Mapping[str, str], *, written_by: int
) -> list[IdentityIndex]:
    """Unsaved rows for the name and the alias of an identity."""
    given, family = texts.get("given_names", ""), texts.get("family_name", "")
    # A given name alone is half a name: hundreds share it.
    whole = name_digests(given, family) if given and family else []
    born = texts.get("birth_date", "")
    birth = blind_index("birth", born).hex() if born else ""
    return [
        IdentityIndex(
            referral=referral,
            sender_organisation_id=referral.sender_organisation_id,
            digest=digest,
            birth=birth,
            written_by_id=written_by,
        )
        for digest in dict.fromkeys([*whole, *name_digests(texts.get("alias", ""))])
    ]


def write_index(referral_id: UUID, texts: Mapping[str, str]) -> None:
    """Replace the digests of a referral, as its sender, in the transaction that saves the names."""
    IdentityIndex.objects.filter(referral_id=referral_id).delete()
    referral = Referral.objects.get(pk=referral_id)
    rows = index_rows(referral, texts, written_by=require_actor().user_id)
    IdentityIndex.objects.bulk_create(rows)


def search_by_name(name: str) -> list[str]:
    """The digests of a whole name or an alias, to be looked for by `referrals_by_digest`.

    That somebody searched is written to the audit trail with how many were found, without the name.
    """
    digests = name_digests(name)
    found = len(set(referrals_by_digest(digests)))
    record("name_searched", subject="referral", subject_id="", detail={"found": str(found)})
    return digests


def referrals_by_digest(digests: Sequence[str]) -> QuerySet[IdentityIndex, UUID]:
    """Ids of the referrals with exactly this name whose names the actor may read."""
    rows = IdentityIndex.objects.filter(digest__in=digests)
    return rows.order_by().values_list("referral_id", flat=True)
