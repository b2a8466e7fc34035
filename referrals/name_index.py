"""Finding a referral by the exact name of its person, without a name that could be read.

The digests are keyed (protection.blind_index). Words of a name are put in order first, as given
and family names are often typed the other way round.
"""

from collections.abc import Mapping
from uuid import UUID

from protection.actor import require_actor
from protection.audit import record
from protection.blind_index import blind_index, normalise

from .models import IdentityIndex, Referral

FEWEST_LETTERS = 3


def name_digest(*names: str) -> str:
    """64 hexadecimal digits for a whole name, whatever the order of its words; "" for too little
    to tell one person from another."""
    words = sorted(word for name in names for word in normalise(name).split())
    if sum(map(len, words)) < FEWEST_LETTERS:
        return ""
    return blind_index("name", " ".join(words)).hex()


def index_rows(
    referral: Referral, texts: Mapping[str, str], *, written_by: int
) -> list[IdentityIndex]:
    """Unsaved rows for the name and the alias of an identity."""
    given, family = texts.get("given_names", ""), texts.get("family_name", "")
    # A given name alone is half a name: hundreds share it.
    whole = name_digest(given, family) if given and family else ""
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
        for digest in dict.fromkeys((whole, name_digest(texts.get("alias", ""))))
        if digest
    ]


def write_index(referral_id: UUID, texts: Mapping[str, str]) -> None:
    """Replace the digests of a referral, as its sender, in the transaction that saves the names."""
    IdentityIndex.objects.filter(referral_id=referral_id).delete()
    referral = Referral.objects.get(pk=referral_id)
    rows = index_rows(referral, texts, written_by=require_actor().user_id)
    IdentityIndex.objects.bulk_create(rows)


def find_by_name(name: str) -> list[UUID]:
    """Referrals whose name or alias is exactly this one and whose names the actor may read.

    Each search is written to the audit trail, without the name.
    """
    digest = name_digest(name)
    rows = IdentityIndex.objects.filter(digest=digest) if digest else IdentityIndex.objects.none()
    found = list(dict.fromkeys(rows.values_list("referral_id", flat=True)))
    record("name_searched", subject="referral", subject_id="", detail={"found": str(len(found))})
    return found
