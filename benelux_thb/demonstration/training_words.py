"""What the invented needs and trainings are about."""

from dataclasses import dataclass
from datetime import date

from trainings.life import State


@dataclass(frozen=True)
class Session:
    """One training; on `day`, or `in_days` from the day of loading."""

    topic: str
    nl: str
    fr: str
    aims_nl: str
    aims_fr: str
    place: str
    state: State
    people: int
    half_days: int = 2
    day: date | None = None
    in_days: int = 0


# Topic, subject, language of the text, urgency, people.
NEEDS: tuple[tuple[str, str, str, str, int], ...] = (
    ("signals", "Signalen herkennen aan het loket en in de wijk", "nl", "high", 25),
    ("referral", "Orienter une victime vers le pays voisin, pas à pas", "fr", "high", 12),
    ("labour", "Arbeidsuitbuiting zien bij een gezamenlijke controle", "nl", "middle", 30),
    ("minors", "Parler avec un mineur par l’intermédiaire d’un interprète", "fr", "high", 10),
    ("residence", "Bedenktijd en verblijf in de drie landen vergeleken", "nl", "middle", 15),
    ("financial", "Suivre l’argent : enquête financière dès le premier jour", "fr", "middle", 8),
    ("municipal", "Bestuurlijke handhaving en zorg voor slachtoffers", "nl", "middle", 20),
    ("online", "Recrutement en ligne : que voit-on, que garde-t-on ?", "fr", "low", 9),
    ("interview", "Een eerste gesprek zonder druk", "nl", "high", 18),
    ("reception", "Accueil d’hommes victimes de traite", "fr", "low", 6),
    ("investigation", "Gemeenschappelijke onderzoeksteams in de praktijk", "nl", "low", 7),
)
COMMENTS: tuple[tuple[str, str, str], ...] = (
    ("signals", "Voor gemeenten graag met voorbeelden uit de grensstreek.", "nl"),
    ("minors", "Les tutrices et tuteurs devraient y être associés.", "fr"),
    ("labour", "De inspecties hebben hiervoor al een halve dag; die kan de basis zijn.", "nl"),
)
# Title in both languages, and whose law the part is about.
PARTS: tuple[tuple[str, str, str], ...] = (
    ("Wat wij gemeen hebben", "Ce que nous avons en commun", "common"),
    ("Het Belgische recht", "Le droit belge", "BE"),
    ("Het Nederlandse recht", "Le droit néerlandais", "NL"),
    ("Het Luxemburgse recht", "Le droit luxembourgeois", "LU"),
    ("Oefening over de grens", "Exercice au-delà de la frontière", "common"),
)
AIMS_NL = "U herkent de situatie, weet wie u belt in het buurland en wat u eerst vastlegt."
AIMS_FR = "Vous reconnaissez la situation, savez qui appeler dans le pays voisin et quoi noter."
SESSIONS: tuple[Session, ...] = (
    Session(
        "signals",
        "Signalen zien aan de balie",
        "Voir les signes au guichet",
        AIMS_NL,
        AIMS_FR,
        "Antwerpen",
        State.EVALUATED,
        17,
        day=date(2017, 4, 20),
    ),
    Session(
        "referral",
        "Doorverwijzen naar het buurland",
        "Orienter vers le pays voisin",
        AIMS_NL,
        AIMS_FR,
        "Luxembourg",
        State.EVALUATED,
        20,
        half_days=4,
        day=date(2017, 5, 16),
    ),
    Session(
        "labour",
        "Samen controleren, samen zien",
        "Contrôler ensemble, voir ensemble",
        AIMS_NL,
        AIMS_FR,
        "Maastricht",
        State.EVALUATED,
        15,
        day=date(2017, 6, 22),
    ),
    Session(
        "minors",
        "In gesprek met minderjarigen",
        "Parler avec des mineurs",
        AIMS_NL,
        AIMS_FR,
        "Namur",
        State.HELD,
        14,
        half_days=4,
        day=date(2017, 9, 26),
    ),
    Session(
        "financial",
        "Het geld volgen",
        "Suivre l’argent",
        AIMS_NL,
        AIMS_FR,
        "Den Haag",
        State.CANCELLED,
        5,
        day=date(2017, 10, 12),
    ),
    Session(
        "municipal",
        "Gemeenten en de bestuurlijke aanpak",
        "Les communes et l’approche administrative",
        AIMS_NL,
        AIMS_FR,
        "Genk",
        State.HELD,
        16,
        day=date(2017, 11, 23),
    ),
    Session(
        "interview",
        "Een eerste gesprek zonder druk",
        "Un premier entretien sans pression",
        AIMS_NL,
        AIMS_FR,
        "Brussel",
        State.OPEN,
        9,
        in_days=44,
    ),
    Session(
        "residence",
        "Bedenktijd en verblijf in drie landen",
        "Délai de réflexion et séjour dans trois pays",
        AIMS_NL,
        AIMS_FR,
        "Eindhoven",
        State.FULL,
        21,
        half_days=4,
        in_days=54,
    ),
    Session(
        "online",
        "Werving online herkennen",
        "Reconnaître le recrutement en ligne",
        AIMS_NL,
        AIMS_FR,
        "Esch-sur-Alzette",
        State.CLOSED,
        12,
        in_days=8,
    ),
    Session(
        "reception",
        "Opvang van mannelijke slachtoffers",
        "L’accueil des hommes victimes",
        AIMS_NL,
        AIMS_FR,
        "Liège",
        State.DRAFT,
        0,
        in_days=90,
    ),
    # Long enough ago for both evaluations, and lately enough for the names.
    Session(
        "referral",
        "De eerste oproep over de grens",
        "Le premier appel au-delà de la frontière",
        AIMS_NL,
        AIMS_FR,
        "Breda",
        State.EVALUATED,
        16,
        in_days=-130,
    ),
    # Its participants are asked now.
    Session(
        "signals",
        "Signalen zien op de bouwplaats",
        "Voir les signes sur le chantier",
        AIMS_NL,
        AIMS_FR,
        "Hasselt",
        State.HELD,
        14,
        in_days=-6,
    ),
    # The lists of these two are still to be taken.
    Session(
        "labour",
        "Uitbuiting in de landbouw herkennen",
        "Reconnaître l’exploitation dans l’agriculture",
        AIMS_NL,
        AIMS_FR,
        "Roermond",
        State.HELD,
        9,
        in_days=-1,
    ),
    Session(
        "minors",
        "Met een voogd aan tafel",
        "À table avec une tutrice ou un tuteur",
        AIMS_NL,
        AIMS_FR,
        "Arlon",
        State.HELD,
        8,
        in_days=-1,
    ),
)
