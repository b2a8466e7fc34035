"""Words that the reports use and that are no figure themselves."""

from reports.definitions.words import Definition, Words

TERMS = (
    Definition(
        "request",
        Words("Verzoek", "Demande", "Request"),
        Words(
            "Het deel van een doorverwijzing dat aan één organisatie is gericht.",
            "La partie d’une orientation qui est adressée à une organisation.",
            "The part of a referral that is addressed to one organisation.",
        ),
    ),
    Definition(
        "yes",
        Words("Toezegging", "Acceptation", "Acceptance"),
        Words(
            "Het antwoord dat de organisatie hulp kan bieden.",
            "La réponse par laquelle l’organisation indique qu’elle peut apporter son aide.",
            "The answer that the organisation can help.",
        ),
    ),
    Definition(
        "no",
        Words("Afwijzing", "Refus", "Refusal"),
        Words(
            "Het antwoord dat de organisatie geen hulp kan bieden, met een gecodeerde reden.",
            "La réponse par laquelle l’organisation indique qu’elle ne peut pas apporter son aide,"
            " avec un motif codé.",
            "The answer that the organisation cannot help, with a coded reason.",
        ),
    ),
    Definition(
        "first_answer",
        Words("Eerste antwoord", "Première réponse", "First answer"),
        Words(
            "De eerste toezegging of afwijzing op een doorverwijzing, van welke organisatie ook.",
            "La première acceptation ou le premier refus donné à une orientation, quelle que soit"
            " l’organisation.",
            "The first acceptance or refusal of a referral, by whatever organisation.",
        ),
    ),
    Definition(
        "indicative_time",
        Words("Streeftijd", "Délai indicatif", "Indicative time"),
        Words(
            "De tijd waarbinnen een eerste antwoord wenselijk is, naar urgentie; geen"
            " verplichting.",
            "Le délai dans lequel une première réponse est souhaitable, selon l’urgence ; il ne"
            " constitue pas une obligation.",
            "The time within which a first answer is wanted, by urgency; no obligation.",
        ),
    ),
    Definition(
        "median",
        Words("Mediaan", "Médiane", "Median"),
        Words(
            "De middelste waarde: de helft van de gevallen ligt eronder of is eraan gelijk.",
            "La valeur centrale : la moitié des cas lui sont inférieurs ou égaux.",
            "The middle value: half of the cases are below or equal to it.",
        ),
    ),
    Definition(
        "p90",
        Words("90e percentiel", "90e centile", "90th percentile"),
        Words(
            "De waarde waar negen op de tien gevallen onder liggen of aan gelijk zijn; tussen twee"
            " waarnemingen wordt lineair geïnterpoleerd.",
            "La valeur à laquelle neuf cas sur dix sont inférieurs ou égaux ; entre deux"
            " observations, elle est interpolée linéairement.",
            "The value that nine out of ten cases are below or equal to; between two observations"
            " it is interpolated linearly.",
        ),
    ),
    Definition(
        "minor",
        Words("Minderjarig", "Mineur", "Child"),
        Words(
            "Jonger dan achttien jaar, of vermoedelijk minderjarig bij een onzekere leeftijd.",
            "Âgé de moins de dix-huit ans, ou présumé mineur lorsque l’âge est incertain.",
            "Younger than eighteen, or presumed to be so where the age is uncertain.",
        ),
    ),
    Definition(
        "handing_over",
        Words("Overdracht", "Remise", "Handover"),
        Words(
            "Het moment waarop de ontvangende organisatie de begeleiding overneemt.",
            "Le moment où l’organisation destinataire reprend l’accompagnement.",
            "The moment at which the receiving organisation takes over.",
        ),
    ),
)
