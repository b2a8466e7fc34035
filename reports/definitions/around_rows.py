"""What the rows of figures around the referrals are called."""

from reports.definitions.words import Words

AROUND_ROW_LIST = {
    "trainings": "training",
    "training_topics": "training_topic",
    "trained": "country",
    "evaluation": "training_question",
    "group": "group",
    "present": "country",
    "practice_themes": "theme",
    "signal_kinds": "signal_kind",
    "readers": "helped",
    "guide_pages": "guide_page",
    "freshness": "country",
    "positions": "position",
    "recommendations": "recommendation",
    "partnerships": "country",
    "brochure": "language",
    "bodies": "body",
    "outside": "outside",
}
AROUND_COLUMN_LIST = {
    "training_topics": "training",
    "evaluation": "evaluation",
    "present": "present",
    "recommendations": "programme",
    "brochure": "spread",
    "bodies": "country",
    "freshness": "freshness",
}
AROUND_ROWS: dict[str, dict[str, Words]] = {
    "training": {
        "needs": Words("Gemelde behoeften", "Besoins signalés", "Needs stated"),
        "met": Words("waarvan vervuld", "dont satisfaits", "of which met"),
        "planned": Words(
            "waarvan met een opleiding op komst",
            "dont une formation est prévue",
            "of which with a training to come",
        ),
        "open": Words("waarvan nog open", "dont encore ouverts", "of which still open"),
        "held": Words("Gehouden opleidingen", "Formations organisées", "Trainings held"),
        "half_days": Words("Halve dagen", "Demi-journées", "Half-days"),
    },
    "group": {
        "meetings": Words("Vergaderingen", "Réunions", "Meetings"),
        "decisions": Words("Besluiten", "Décisions", "Decisions"),
        "practices": Words("Goede werkpraktijken", "Bonnes pratiques", "Good practices"),
        "adopted_in": Words(
            "Overnames door een ander land",
            "Reprises par un autre pays",
            "Taken over by another country",
        ),
        "posted": Words(
            "Gedeelde signalen en trends",
            "Signaux et tendances partagés",
            "Signals and trends shared",
        ),
        "signals": Words(
            "Bevestigde signalen en trends",
            "Signaux et tendances confirmés",
            "Confirmed signals and trends",
        ),
    },
    "body": {
        "police_justice": Words("Politie en justitie", "Police et justice", "Police and justice"),
        "municipality": Words("Gemeenten", "Communes", "Municipalities"),
    },
    "position": {
        "needed": Words(
            "Een instrument is nodig", "Un instrument est nécessaire", "An instrument is needed"
        ),
        "not_needed": Words(
            "Een instrument is niet nodig",
            "Un instrument n’est pas nécessaire",
            "No instrument is needed",
        ),
        "undecided": Words("Nog geen standpunt", "Pas encore de position", "No position yet"),
    },
    "recommendation": {
        "planned": Words("Gepland", "Prévu", "Planned"),
        "under_way": Words("In uitvoering", "En cours", "Under way"),
        "done": Words("Uitgevoerd", "Mis en œuvre", "Done"),
    },
    "programme": {
        "recommendation": Words(
            "Aanbevelingen van de Assemblee",
            "Recommandations de l’Assemblée",
            "Recommendations of the Assembly",
        ),
        "programme": Words(
            "Punten van het werkprogramma",
            "Points du programme de travail",
            "Items of the work programme",
        ),
    },
    "country": {"benelux": Words("Benelux", "Benelux", "Benelux")},
    "evaluation": {
        "good": Words("Gunstig", "Favorables", "Favourable"),
        "answers": Words("Antwoorden", "Réponses", "Answers"),
    },
    "present": {
        "bodies": Words("Organisaties", "Organisations", "Organisations"),
        "people": Words("Personen", "Personnes", "People"),
    },
    "helped": {
        "yes": Words("Ja", "Oui", "Yes"),
        "partly": Words("Ten dele", "En partie", "Partly"),
        "no": Words("Nee", "Non", "No"),
    },
    "guide_page": {
        "pages": Words("Openbare bladzijden", "Pages publiques", "Public pages"),
        "views": Words("Keren gelezen", "Nombre de lectures", "Times read"),
        "remarks": Words(
            "Lezers die schreven wat ontbrak",
            "Lecteurs ayant écrit ce qui manquait",
            "Readers who wrote what was missing",
        ),
        "sections": Words("Onderdelen", "Rubriques", "Sections"),
        "to_confirm": Words(
            "waarvan nog te bevestigen door een overheid",
            "dont encore à confirmer par une autorité",
            "of which an authority must still confirm",
        ),
        "broken_links": Words("Kapotte koppelingen", "Liens rompus", "Broken links"),
    },
    "freshness": {
        "fresh": Words("Nagekeken binnen de termijn", "Vérifiées dans le délai", "Within its term"),
        "stale": Words("Termijn voorbij", "Délai dépassé", "Term is over"),
    },
    "language": {
        "nl": Words("Nederlands", "Néerlandais", "Dutch"),
        "fr": Words("Frans", "Français", "French"),
        "de": Words("Duits", "Allemand", "German"),
        "en": Words("Engels", "Anglais", "English"),
    },
    "spread": {
        "downloads": Words("Gedownload", "Téléchargements", "Downloads"),
        "copies": Words("Op papier uitgereikt", "Exemplaires remis", "Copies handed out"),
    },
}
