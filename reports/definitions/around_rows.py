"""What the rows of figures around the referrals are called."""

from reports.definitions.words import Words

AROUND_ROW_LIST = {
    "trainings": "training",
    "trained": "country",
    "group": "group",
    "positions": "position",
    "recommendations": "recommendation",
    "partnerships": "country",
    "brochure": "language",
    "bodies": "body",
    "outside": "outside",
}
AROUND_COLUMN_LIST = {"brochure": "spread", "bodies": "country"}
AROUND_ROWS: dict[str, dict[str, Words]] = {
    "training": {
        "needs": Words("Gemelde behoeften", "Besoins signalés", "Needs stated"),
        "met": Words("waarvan vervuld", "dont satisfaits", "of which met"),
        "open": Words("waarvan nog open", "dont encore ouverts", "of which still open"),
        "held": Words("Gehouden opleidingen", "Formations tenues", "Trainings held"),
        "half_days": Words("Halve dagen", "Demi-journées", "Half-days"),
    },
    "group": {
        "meetings": Words("Vergaderingen", "Réunions", "Meetings"),
        "practices": Words("Goede werkpraktijken", "Bonnes pratiques", "Good practices"),
        "adopted_in": Words(
            "Overnames door een ander land",
            "Reprises par un autre pays",
            "Taken over by another country",
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
        "open": Words("Nog niet begonnen", "Pas encore commencée", "Not begun yet"),
        "under_way": Words("In uitvoering", "En cours", "Under way"),
        "done": Words("Uitgevoerd", "Mise en œuvre", "Done"),
        "not_followed": Words("Niet gevolgd", "Non suivie", "Not followed"),
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
