"""What a text of several languages is found by, kept in a column of its row."""

from django.db import connections

from contacts.search import CONFIGURATIONS, normalise


def index_texts(table: str, pk: int, texts: dict[str, str], *, using: str = "default") -> None:
    """Write `search_vector` of a row: its words as they are, and by their stems in each language.

    `table` is a name of the program, never typed; `texts` are by language.
    """
    plain = {language: normalise(texts.get(language, "")) for language in CONFIGURATIONS}
    parts = ["to_tsvector('simple', %s)"]
    parts += [f"to_tsvector('{name}', %s)" for name in CONFIGURATIONS.values()]
    statement = f"UPDATE {table} SET search_vector = {' || '.join(parts)} WHERE id = %s"  # noqa: S608
    with connections[using].cursor() as cursor:
        cursor.execute(statement, [" ".join(plain.values()), *plain.values(), pk])
