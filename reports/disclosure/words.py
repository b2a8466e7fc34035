"""Says in words what a released table cannot show, and what was put together instead."""

from reports.definitions.rows import row_label
from reports.definitions.words import Words
from reports.figures import TOTAL, Figures, Table

NOT_AT_ALL = Words(
    "Deze aantallen kunnen niet worden uitgesplitst zonder dat personen herkenbaar worden. Alleen"
    " het totaal wordt getoond.",
    "Ces nombres ne peuvent pas être ventilés sans rendre des personnes reconnaissables. Seul le"
    " total est communiqué.",
    "These counts cannot be broken down without making people recognisable. The total alone is"
    " shown.",
)
NOTHING = Words(
    "Deze aantallen kunnen niet worden getoond zonder dat personen herkenbaar worden.",
    "Ces nombres ne peuvent pas être communiqués sans rendre des personnes reconnaissables.",
    "These counts cannot be shown without making people recognisable.",
)
ONE_SIDE = Words(
    "Wat van land naar land ging, kan niet worden getoond zonder dat personen herkenbaar worden.",
    "Ce qui est allé d’un pays à l’autre ne peut pas être communiqué sans rendre des personnes"
    " reconnaissables.",
    "What went from country to country cannot be shown without making people recognisable.",
)
NO_COUNTRIES = Words(
    "Naar land van verzending kan dit niet worden getoond zonder dat personen herkenbaar worden.",
    "Par pays d’envoi, ceci ne peut pas être communiqué sans rendre des personnes reconnaissables.",
    "By sending country this cannot be shown without making people recognisable.",
)
TOGETHER = Words(
    "Samengenomen om personen te beschermen: {groups}.",
    "Regroupé pour protéger les personnes : {groups}.",
    "Put together to protect people: {groups}.",
)
NO_TIMES = Words(
    "Over minder dan {threshold} gevallen worden geen tijden gegeven.",
    "Aucun délai n’est donné pour moins de {threshold} cas.",
    "No times are given over fewer than {threshold} cases.",
)
WITHHELD_NOTE = Words(
    "–* niet getoond ter bescherming van personen (aantal onder {threshold}, of herleidbaar tot"
    " zo’n aantal).",
    "–* non communiqué afin de protéger les personnes (nombre inférieur à {threshold}, ou"
    " permettant d’en déduire un tel nombre).",
    "–* not shown, to protect people (a count below {threshold}, or one from which such a count"
    " follows).",
)


def remark(figures: Figures, table: Table, language: str) -> str:
    """What a reader of this table has to know; "" where it shows everything as counted."""
    if table.public or table.stage == 0 or table.key != table.family:
        return ""
    if not table.rows:
        return (NOTHING if table.total is None else NOT_AT_ALL).in_language(language)
    said = []
    if any(group == TOTAL for group, _members in table.merged_columns):
        said.append((ONE_SIDE if table.family == "pairs" else NO_COUNTRIES).in_language(language))
    # A quarter or a year names its months by itself.
    if table.merged and table.family != "months":
        groups = ("\u00a0; " if language == "fr" else "; ").join(
            f"{row_label(figures, table.family, group, language)} ("
            + ", ".join(row_label(figures, table.family, row, language) for row in members)
            + ")"
            for group, members in table.merged
        )
        said.append(TOGETHER.in_language(language).format(groups=groups))
    return " ".join(said)


def note(threshold: int, language: str) -> str:
    """What the mark of a withheld count means."""
    return WITHHELD_NOTE.in_language(language).format(threshold=threshold)
