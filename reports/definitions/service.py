"""Definitions of the service indicators, the guide, the directory, trainings, and of the terms."""

from reports.definitions.words import Definition, Words

COUNTRY = Words("Land", "Pays", "Country")
INTERNAL = Words(
    " Dit cijfer is voor de werkgroep zelf.",
    " Ce chiffre est réservé au groupe de travail.",
    " This figure is for the working group itself.",
)

SERVICE = (
    Definition(
        "service",
        Words(
            "De vijf indicatoren van de dienstverlening",
            "Les cinq indicateurs du service",
            "The five service indicators",
        ),
        Words(
            "Aandelen en gemiddelden uit de vijf tabellen hieronder. Een aandeel ontbreekt waar een"
            " van zijn aantallen niet wordt getoond." + INTERNAL.nl,
            "Parts et moyennes tirées des cinq tableaux ci-dessous. Une part manque lorsque l’un de"
            " ses nombres n’est pas communiqué." + INTERNAL.fr,
            "Shares and means of the five tables below. A share is missing where one of its counts"
            " is withheld." + INTERNAL.en,
        ),
        COUNTRY,
    ),
    Definition(
        "taken_up",
        Words(
            "Verzoeken op tijd opgenomen, per land",
            "Demandes prises en main à temps, par pays",
            "Requests taken up in time, by country",
        ),
        Words(
            "Verzoeken aan organisaties van het land die binnen de streeftijd zijn geopend of"
            " beantwoord." + INTERNAL.nl,
            "Demandes aux organisations du pays, ouvertes ou répondues dans le délai indicatif."
            + INTERNAL.fr,
            "Requests to organisations of the country that were opened or answered within the"
            " indicative time." + INTERNAL.en,
        ),
        COUNTRY,
    ),
    Definition(
        "by_due",
        Words(
            "Verzoeken op tijd beantwoord, per land",
            "Demandes répondues à temps, par pays",
            "Requests answered by the agreed date, by country",
        ),
        Words(
            "Verzoeken aan organisaties van het land die vóór het einde van de streeftijd zijn"
            " beantwoord of doorgestuurd. Wat nog wacht, telt als niet op tijd." + INTERNAL.nl,
            "Demandes aux organisations du pays, répondues ou transmises avant la fin du délai"
            " indicatif. Ce qui attend encore ne compte pas comme à temps." + INTERNAL.fr,
            "Requests to organisations of the country that were answered or passed on before the"
            " indicative time was over. What still waits does not count as in time." + INTERNAL.en,
        ),
        COUNTRY,
    ),
    Definition(
        "answered_by",
        Words(
            "Beantwoorde verzoeken, per land",
            "Demandes répondues, par pays",
            "Answered requests, by country",
        ),
        Words(
            "Verzoeken aan organisaties van het land met een toezegging of een afwijzing."
            + INTERNAL.nl,
            "Demandes aux organisations du pays avec une acceptation ou un refus." + INTERNAL.fr,
            "Requests to organisations of the country with a yes or a no." + INTERNAL.en,
        ),
        COUNTRY,
    ),
    Definition(
        "answer_mean",
        Words(
            "Gemiddelde antwoordtijd, per land",
            "Délai moyen de réponse, par pays",
            "Mean answer time, by country",
        ),
        Words(
            "Het gemiddelde aantal uren van vraag tot toezegging of afwijzing, over alle"
            " beantwoorde verzoeken aan het land." + INTERNAL.nl,
            "Le nombre moyen d’heures entre la demande et l’acceptation ou le refus, pour toutes"
            " les demandes au pays qui ont reçu une réponse." + INTERNAL.fr,
            "The mean of hours from asking to a yes or a no, over all answered requests to the"
            " country." + INTERNAL.en,
        ),
        COUNTRY,
    ),
    Definition(
        "timeliness",
        Words(
            "Lage beoordelingen van de tijdigheid, per land",
            "Appréciations basses du respect des délais, par pays",
            "Low ratings for timeliness, by country",
        ),
        Words(
            "Beoordelingen van verzenders over het land dat antwoordde. Laag: het antwoord kwam te"
            " laat." + INTERNAL.nl,
            "Appréciations des expéditeurs sur le pays qui a répondu. Basse : la réponse est venue"
            " trop tard." + INTERNAL.fr,
            "What senders said of the country that answered. Low: the answer came too late."
            + INTERNAL.en,
        ),
        COUNTRY,
    ),
    Definition(
        "effort",
        Words(
            "Lage beoordelingen van de moeite, per land",
            "Appréciations basses de l’effort, par pays",
            "Low ratings for effort, by country",
        ),
        Words(
            "Beoordelingen van verzenders over de moeite die het kostte. Laag: veel of te veel."
            + INTERNAL.nl,
            "Appréciations des expéditeurs sur l’effort que cela a demandé. Basse : beaucoup ou"
            " trop." + INTERNAL.fr,
            "What senders said of the effort that it took. Low: much or too much." + INTERNAL.en,
        ),
        COUNTRY,
    ),
    Definition(
        "adequacy",
        Words(
            "Bood de gids voldoende houvast?",
            "Le guide offrait-il un appui suffisant ?",
            "Was the guide enough to go on?",
        ),
        Words(
            "Het antwoord van de verzender bij het afsluiten van een doorverwijzing.",
            "La réponse de l’expéditeur à la clôture d’une orientation.",
            "The sender’s answer on closing a referral.",
        ),
        Words("Voldoende houvast", "Appui suffisant", "Enough to go on"),
    ),
    Definition(
        "gaps",
        Words(
            "Wat in de gids ontbrak",
            "Ce qui manquait dans le guide",
            "What was missing in the guide",
        ),
        Words(
            "Doorverwijzingen waarbij een van beide kanten vermeldde wat ontbrak. Meer dan één punt"
            " is mogelijk; de rijen tellen daarom niet op.",
            "Orientations pour lesquelles l’une des parties a indiqué ce qui manquait. Plusieurs"
            " points sont possibles ; les lignes ne s’additionnent donc pas.",
            "Referrals of which either side said what was missing. More than one point is possible,"
            " so that the rows do not add up.",
        ),
        Words("Ontbrak", "Manquait", "Missing"),
    ),
    Definition(
        "directory",
        Words(
            "Organisaties in de adresgids",
            "Organisations de l’annuaire",
            "Organisations in the directory",
        ),
        Words(
            "Actieve organisaties, en hoeveel daarvan nationaal contactpunt zijn.",
            "Organisations actives, et combien sont point de contact national.",
            "Active organisations, and how many of them are a national contact point.",
        ),
        COUNTRY,
    ),
    Definition(
        "freshness",
        Words(
            "Actualiteit van de adresgids", "Actualité de l’annuaire", "Freshness of the directory"
        ),
        Words(
            "Actieve organisaties waarvan de gegevens binnen de termijn zijn nagekeken, en die"
            " waarvan de termijn voorbij is.",
            "Organisations actives dont les données ont été vérifiées dans le délai, et celles dont"
            " le délai est dépassé.",
            "Active organisations whose entry was verified within its term, and those whose term"
            " is over.",
        ),
        COUNTRY,
    ),
    Definition(
        "open_now",
        Words("In behandeling", "En cours", "Open"),
        Words(
            "Doorverwijzingen van de periode die bij het tellen nog niet overgedragen, afgesloten"
            " of ingetrokken waren.",
            "Orientations de la période qui, au moment du comptage, n’étaient pas encore remises,"
            " clôturées ni retirées.",
            "Referrals of the period that were not yet handed over, closed or withdrawn when these"
            " figures were counted.",
        ),
    ),
    Definition(
        "overdue",
        Words("Over tijd", "Hors délai", "Overdue"),
        Words(
            "Verzoeken die bij het tellen nog op antwoord wachtten en waarvan de streeftijd voorbij"
            " was.",
            "Demandes qui attendaient encore une réponse au moment du comptage et dont le délai"
            " indicatif était dépassé.",
            "Requests that still waited for an answer when these figures were counted, and whose"
            " indicative time was over.",
        ),
    ),
    Definition(
        "withheld",
        Words("Niet getoond (–*)", "Non communiqué (–*)", "Not shown (–*)"),
        Words(
            "Een aantal dat klein is, of waaruit een klein aantal te berekenen is. Het wordt"
            " overal weggelaten ter bescherming van personen.",
            "Un nombre petit, ou dont on pourrait déduire un petit nombre. Il est omis partout pour"
            " protéger les personnes.",
            "A count that is small, or from which a small count could be worked out. It is left out"
            " everywhere to protect people.",
        ),
    ),
)
