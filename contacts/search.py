"""Finding an organisation by any word about it, in four languages.

The database has no extensions, so texts are unaccented and lower-cased here before they are
stored or asked. Each word of a question is tried as the beginning of a word and in the Dutch,
French, English and German text configurations; all words must be found. When nothing is found,
words the directory does not know are replaced by the nearest ones it knows, by trigrams.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connections
from django.db.models import CharField, F, FloatField, Func, IntegerField, QuerySet, Value
from django.db.models.fields import Field

from contacts.models import Organisation, SearchWord

CONFIGURATIONS = {"nl": "dutch", "fr": "french", "en": "english", "de": "german"}
MAX_QUESTION = 200
MAX_WORDS = 8
MAX_WORD = 40
NEAREST = 3
CANDIDATES = 40
LEAST_LIKENESS = 0.7

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_NOT_A_WORD = re.compile(r"[\W_]+")
# Words that say nothing, in the four languages; a question of only these is asked as it is.
_EMPTY_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an and au aux avec bij chez da dans das de dem den der des die du d een ein eine en "
        "et for fur het im in l la las le les met mit of om ou pour par sur te the to um und "
        "une un van voor von with zu zum ",
    )
)


def normalise(text: str) -> str:
    """Lower case, without accents, with single spaces for all that is no letter or digit."""
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return _NOT_A_WORD.sub(" ", plain).strip()


def words(question: str) -> list[str]:
    """The words of a question worth asking for, at most MAX_WORDS; empty when there are none."""
    found = list(dict.fromkeys(word[:MAX_WORD] for word in normalise(question).split()))
    return ([word for word in found if word not in _EMPTY_WORDS] or found)[:MAX_WORDS]


def trigrams(word: str) -> list[str]:
    """The sorted trigrams of a normalised word, its beginning and end marked by spaces."""
    padded = f"  {word} "
    return sorted({padded[i : i + 3] for i in range(len(padded) - 2)})


class TextQuery(SearchQuery):
    """Every word (or any word) is found: at the beginning of a word, or by its stem in any of
    the configurations. One expression: composed of Django's own, it took longer than the search.
    """

    def __init__(self, question_words: Iterable[str], *, every: bool = True) -> None:
        self.words = list(question_words)
        self.glue = " && " if every else " || "
        super().__init__(" ".join(self.words))

    def as_sql(
        self, compiler: Any, connection: Any, *unused: Any, **also_unused: Any
    ) -> tuple[str, Any]:
        # A normalised word is letters and digits only: nothing to escape in the raw form.
        values = [
            value for word in self.words for value in (f"{word}:*", *[word] * len(CONFIGURATIONS))
        ]
        return f"({self.glue.join([_EITHER] * len(self.words))})", values


_STEMS = [f"plainto_tsquery('{configuration}', %s)" for configuration in CONFIGURATIONS.values()]
_EITHER = "(" + " || ".join(["to_tsquery('simple', %s)", *_STEMS]) + ")"


class NameQuery(SearchQuery):
    """Every word begins a word of an organisation's name, which alone is of weight A."""

    def __init__(self, question_words: Iterable[str]) -> None:
        self.raw = " & ".join(f"{word}:*A" for word in question_words)
        super().__init__(self.raw)

    def as_sql(
        self, compiler: Any, connection: Any, *unused: Any, **also_unused: Any
    ) -> tuple[str, Any]:
        return "to_tsquery('simple', %s)", [self.raw]


def best(
    found: "QuerySet[Organisation]",
    query: TextQuery,
    *,
    sort: str,
    start: int,
    size: int,
) -> tuple[list[int], int]:
    """Ids of one page of `found`, the best first (or by `sort`: name, country), and how many
    there are in all; 0 when the page is empty. One query.

    Every hit is weighed without dragging its texts along: sorted and counted with all columns,
    5,000 hits went through 25 MB on disk.
    """
    weight: Any = SearchRank(F("search_vector"), query)
    none = Value(0.0, output_field=FloatField())
    hits = (
        found.filter(search_vector=query)
        .order_by()
        .annotate(
            hit_id=F("pk"),
            hit_weight=none if sort else weight,
            hit_country=F("country__order") if sort == "country" else none,
            hit_name=F("sort_key"),
        )
        .values("hit_id", "hit_weight", "hit_country", "hit_name")
    )
    inside, values = hits.query.sql_with_params()
    # Made by the ORM, every value a parameter.
    statement = f"""
        WITH hits AS MATERIALIZED ({inside})
        SELECT hit_id, (SELECT count(*) FROM hits) FROM hits
        ORDER BY hit_weight DESC, hit_country NULLS LAST, hit_name, hit_id LIMIT %s OFFSET %s
    """  # noqa: S608
    with connections[found.db].cursor() as cursor:
        cursor.execute(statement, [*values, size, start])
        rows = cursor.fetchall()
    return [pk for pk, _count in rows], rows[0][1] if rows else 0


def corrected(question_words: list[str]) -> list[str] | None:
    """The question with unknown words replaced by the likeliest known ones; None if none is near.

    One query fetches the known words that share trigrams with any of the asked words.
    """
    asked = {word: trigrams(word) for word in question_words}
    every = sorted({t for parts in asked.values() for t in parts})
    shared = Func(
        F("trigrams"),
        Value(every, output_field=_trigram_array()),
        template="cardinality(array(SELECT unnest(%(expressions)s)))",
        arg_joiner=") INTERSECT SELECT unnest(",
        output_field=IntegerField(),
    )
    known = list(
        SearchWord.objects.filter(trigrams__overlap=every)
        .annotate(shared=shared)
        .order_by("-shared", "word")
        .values_list("word", flat=True)[: CANDIDATES * len(asked)]
    )
    better = [_nearest(word, known) for word in question_words]
    if any(word is None for word in better) or better == question_words:
        return None
    return [word for word in better if word is not None]


def _nearest(word: str, known: list[str]) -> str | None:
    if len(word) < NEAREST or word.isdigit() or word in known:
        return word
    scored = [(SequenceMatcher(None, word, other).ratio(), other) for other in known]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= LEAST_LIKENESS else None


def _trigram_array() -> "Field[list[str], list[str]]":
    return ArrayField(CharField(max_length=3))
