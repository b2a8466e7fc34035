"""What rows and columns are called where no code list does."""

import datetime as dt

from babel.dates import format_date

from reports.definitions.around_rows import AROUND_COLUMN_LIST, AROUND_ROW_LIST, AROUND_ROWS
from reports.definitions.words import Words
from reports.figures import TOTAL, Figures

# The code list, or the list below, that names the rows and the columns of each family of tables.
ROW_LIST = {
    "pairs": "country",
    "forms": "exploitation_form",
    "ages": "age",
    "genders": "gender",
    "persons": "gender",
    "citizenship": "citizenship_group",
    "senders": "org_type",
    "needs": "need",
    "urgency": "urgency",
    "answered": "urgency",
    "times": "urgency",
    "answers": "answer",
    "waiting": "waiting",
    "reasons": "decline_reason",
    "punctuality": "punctuality",
    "states": "state",
    "handed": "handed",
    "outcomes": "outcome",
    "adequacy": "adequacy",
    "gaps": "guide_missing",
    "taken_up": "country",
    "by_due": "country",
    "answered_by": "country",
    "timeliness": "country",
    "effort": "country",
    "directory": "country",
    **AROUND_ROW_LIST,
}
COLUMN_LIST = {
    "pairs": "country",
    "persons": "country",
    "taken_up": "punctuality",
    "by_due": "punctuality",
    "timeliness": "rating",
    "effort": "rating",
    "directory": "directory",
    **AROUND_COLUMN_LIST,
}
NOT_RECORDED = Words("Niet vermeld", "Non indiqué", "Not recorded")
ALL = Words("Totaal", "Total", "Total")
ROWS: dict[str, dict[str, Words]] = {
    "age": {
        "child": Words("Minderjarig", "Mineur", "Child"),
        "adult": Words("Meerderjarig", "Majeur", "Adult"),
        "unknown": NOT_RECORDED,
    },
    "gender": {
        "unknown": Words(
            "Onbekend of niet vermeld", "Inconnu ou non indiqué", "Unknown or not recorded"
        )
    },
    "citizenship_group": {"unknown": NOT_RECORDED},
    "org_type": {"unknown": NOT_RECORDED},
    "urgency": {"unknown": NOT_RECORDED},
    "decline_reason": {"unknown": NOT_RECORDED},
    "outcome": {"unrecorded": NOT_RECORDED},
    "adequacy": {
        "yes": Words("Ja", "Oui", "Yes"),
        "partly": Words("Ten dele", "En partie", "Partly"),
        "no": Words("Nee", "Non", "No"),
        "unknown": Words("Niet beantwoord", "Sans réponse", "Not answered"),
    },
    "answer": {
        "can_help": Words("Toezegging", "Acceptation", "Accepted"),
        "cannot_help": Words("Afwijzing", "Refus", "Declined"),
        "passed_on": Words("Doorgestuurd", "Transmise", "Passed on"),
        "cancelled": Words(
            "Vervallen vóór een antwoord", "Caduque avant réponse", "Lapsed before an answer"
        ),
        "waiting": Words("Nog zonder antwoord", "Encore sans réponse", "Still without an answer"),
    },
    "waiting": {
        "in_time": Words("Binnen de streeftijd", "Dans le délai indicatif", "Within its time"),
        "overdue": Words("Over tijd", "Hors délai", "Overdue"),
    },
    "punctuality": {
        "in_time": Words("Binnen de streeftijd", "Dans le délai indicatif", "Within its time"),
        "late": Words("Na de streeftijd", "Après le délai indicatif", "After its time"),
    },
    "state": {
        "open": Words("In behandeling", "En cours", "Open"),
        "handed_over": Words("Overgedragen", "Remise effectuée", "Handed over"),
        "closed": Words("Afgesloten", "Clôturée", "Closed"),
        "withdrawn": Words("Ingetrokken", "Retirée", "Withdrawn"),
    },
    "handed": {
        "handed": Words("Overgedragen", "Remise effectuée", "Handed over"),
        "not_handed": Words("Niet overgedragen", "Sans remise", "Not handed over"),
    },
    "rating": {
        "low": Words("Laag", "Basse", "Low"),
        "not_low": Words("Niet laag", "Pas basse", "Not low"),
    },
    "directory": {
        "organisations": Words("Organisaties", "Organisations", "Organisations"),
        "contact_point": Words(
            "Nationaal contactpunt", "Point de contact national", "National contact point"
        ),
    },
    **AROUND_ROWS,
}


def named(code_list: str, code: str, language: str) -> str:
    """The label of a code that no code list has; "" where it is not one of ours either."""
    found = ROWS.get(code_list, {}).get(code)
    return found.in_language(language) if found else ""


def time_label(month: str, language: str) -> str:
    """2017-05, 2017-Q2 or 2017 in words."""
    if "-Q" in month:
        year, _, quarter = month.partition("-Q")
        number = int(quarter)
        ordinal = {
            "nl": f"{number}e kwartaal",
            "fr": f"{number}{'er' if number == 1 else 'e'} trimestre",
        }
        return f"{ordinal.get(language, f'Quarter {number}')} {year}"
    if len(month) == 4:
        return month
    day = dt.date(int(month[:4]), int(month[5:7]), 1)
    text: str = format_date(day, format="MMMM y", locale=language)
    return text


def row_label(figures: Figures, family: str, row: str, language: str) -> str:
    """How a row of a family of tables is called."""
    if row == TOTAL:
        return ALL.in_language(language)
    if family == "months":
        return time_label(row, language)
    code_list = ROW_LIST[family]
    return named(code_list, row, language) or figures.label(language, code_list, row)


def column_label(figures: Figures, family: str, column: str, language: str) -> str:
    """How a column is called."""
    if column == TOTAL:
        return ALL.in_language(language)
    code_list = COLUMN_LIST[family]
    return named(code_list, column, language) or figures.label(language, code_list, column)
