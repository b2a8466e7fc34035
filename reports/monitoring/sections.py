"""The sections of the page, and which tables each has, in the order in which they are read."""

from reports.definitions.words import Words

# Families of tables, and what is measured beside them.
SECTIONS: tuple[tuple[str, Words, tuple[str, ...]], ...] = (
    (
        "often",
        Words(
            "Hoe vaak en tussen welke landen",
            "Combien, et entre quels pays",
            "How often, and between which countries",
        ),
        ("pairs", "months", "senders", "urgency"),
    ),
    (
        "who",
        Words("Om wie het gaat", "De qui il s’agit", "Who it is about"),
        ("forms", "needs", "ages", "genders", "persons", "citizenship"),
    ),
    (
        "answers",
        Words("Antwoorden en tijden", "Réponses et délais", "Answers and times"),
        ("answers", "reasons", "waiting", "times", "punctuality", "handover"),
    ),
    (
        "became",
        Words("Wat ervan werd", "Ce qui en est advenu", "What became of it"),
        ("states", "outcomes", "handed"),
    ),
    (
        "service",
        Words("De vijf indicatoren per land", "Les cinq indicateurs par pays", "Five indicators"),
        ("service", "taken_up", "by_due", "answered_by", "answer_mean", "timeliness", "effort"),
    ),
    (
        "guide",
        Words("Gids en adresgids", "Guide et annuaire", "Guide and directory"),
        ("adequacy", "gaps", "directory", "freshness"),
    ),
    (
        "trainings",
        Words("Gezamenlijke opleidingen", "Formations conjointes", "Joint trainings"),
        ("trained",),
    ),
)
ORDER = tuple(family for _key, _title, families in SECTIONS for family in families)
SECTION_OF = {family: key for key, _title, families in SECTIONS for family in families}
