"""Definitions of figures on trainings, the working groups and the guide's readers."""

from reports.definitions.words import Definition, Words

SUBJECT = Words("Onderwerp", "Sujet", "Subject")

AROUND_WORK = (
    Definition(
        "trainings",
        Words(
            "Opleidingsbehoeften en gezamenlijke opleidingen",
            "Besoins de formation et formations conjointes",
            "Training needs and joint trainings",
        ),
        Words(
            "Behoeften die in de periode zijn gemeld, en gezamenlijke opleidingen die daarin zijn"
            " gehouden; de halve dagen zijn die van de gehouden opleidingen. Een behoefte is"
            " vervuld als er een opleiding voor is gehouden.",
            "Besoins signalés et formations conjointes organisées au cours de la période ; les"
            " demi-journées sont celles des formations organisées. Un besoin est satisfait"
            " lorsqu’une formation y a répondu.",
            "Needs stated, and joint trainings held within the period; half-days are those of the"
            " trainings held. A need is met once a training was held for it.",
        ),
        Words("Behoeften en opleidingen", "Besoins et formations", "Needs and trainings"),
    ),
    Definition(
        "training_topics",
        Words(
            "Behoeften en gehouden opleidingen per onderwerp",
            "Besoins et formations organisées par sujet",
            "Needs and trainings held by subject",
        ),
        Words(
            "Gemelde behoeften, en opleidingen die in de periode zijn gehouden, naar hun onderwerp."
            " Onderwerpen zonder een van beide staan er niet bij.",
            "Besoins signalés, et formations organisées au cours de la période, selon leur sujet."
            " Les sujets sans l’un ni l’autre n’y figurent pas.",
            "Needs stated, and trainings held within the period, by subject. Subjects without"
            " either are left out.",
        ),
        SUBJECT,
    ),
    Definition(
        "trained",
        Words(
            "Opgeleide personen per land",
            "Personnes formées par pays",
            "People trained by country",
        ),
        Words(
            "Beroepskrachten die een gezamenlijke opleiding hebben gevolgd, naar het land van hun"
            " organisatie. Wie er twee volgde, telt twee keer.",
            "Professionnels ayant suivi une formation conjointe, selon le pays de leur"
            " organisation. Qui en a suivi deux est compté deux fois.",
            "Professionals who attended a joint training, by the country of their organisation."
            " Whoever attended two counts twice.",
        ),
        Words("Land", "Pays", "Country"),
    ),
    Definition(
        "evaluation",
        Words(
            "Wat deelnemers van de opleidingen vonden",
            "L’avis des participants sur les formations",
            "What participants thought of the trainings",
        ),
        Words(
            "Antwoorden op de vragen na een opleiding, alleen van vragenrondes met ten minste vijf"
            " antwoorden.",
            "Réponses aux questions posées après une formation, uniquement pour les enquêtes ayant"
            " reçu au moins cinq réponses.",
            "Answers to the questions after a training, of rounds with at least five answers only.",
        ),
        Words("Vraag", "Question", "Question"),
    ),
    Definition(
        "group",
        Words(
            "Werk van de werkgroepen",
            "Travaux des groupes de travail",
            "Work of the working groups",
        ),
        Words(
            "Gehouden vergaderingen waarvan de dag bekend is, hun besluiten, gepubliceerde goede"
            " werkpraktijken, hun overname door andere landen, gedeelde signalen, en signalen die"
            " een ander land heeft bevestigd.",
            "Réunions tenues dont le jour est connu, leurs décisions, bonnes pratiques publiées,"
            " leur reprise par d’autres pays, signaux partagés, et signaux qu’un autre pays a"
            " confirmés.",
            "Meetings held on a day that is known, their decisions, good practices published, their"
            " use by other countries, signals shared, and signals that another country confirmed.",
        ),
        Words("Werk", "Travaux", "Work"),
    ),
    Definition(
        "present",
        Words(
            "Aanwezigen op de vergaderingen per land",
            "Présences aux réunions par pays",
            "Present at the meetings by country",
        ),
        Words(
            "Organisaties tellen één keer, ook als zij op meer vergaderingen waren; personen tellen"
            " per vergadering.",
            "Une organisation compte une fois, même présente à plusieurs réunions ; les personnes"
            " sont comptées par réunion.",
            "An organisation counts once, even if it came to several meetings; people count by"
            " meeting.",
        ),
        Words("Land", "Pays", "Country"),
    ),
    Definition(
        "practice_themes",
        Words(
            "Goede werkpraktijken per thema",
            "Bonnes pratiques par thème",
            "Good practices by theme",
        ),
        Words(
            "Werkpraktijken die in de periode zijn gepubliceerd.",
            "Pratiques publiées au cours de la période.",
            "Practices published within the period.",
        ),
        Words("Thema", "Thème", "Theme"),
    ),
    Definition(
        "signal_kinds",
        Words("Gedeelde signalen naar soort", "Signaux partagés par type", "Signals by kind"),
        Words(
            "Signalen die leden in de periode hebben gedeeld, ook als zij nog niet zijn bevestigd.",
            "Signaux partagés par les membres au cours de la période, même non encore confirmés.",
            "Signals that members shared within the period, confirmed or not.",
        ),
        Words("Soort signaal", "Type de signal", "Kind of signal"),
    ),
    Definition(
        "positions",
        Words(
            "Standpunten over een Benelux-rechtsinstrument",
            "Positions sur un instrument juridique Benelux",
            "Positions on a Benelux legal instrument",
        ),
        Words(
            "Het laatste standpunt van elk land dat er een meedeelde, aan het einde van de"
            " periode.",
            "La dernière position de chaque pays qui en a communiqué une, à la fin de la période.",
            "The latest position of each country that stated one, at the end of the period.",
        ),
        Words("Standpunt", "Position", "Position"),
    ),
    Definition(
        "recommendations",
        Words(
            "Aanbevelingen en punten van het werkprogramma naar stand",
            "Recommandations et points du programme de travail selon leur état",
            "Recommendations and items of the work programme by state",
        ),
        Words(
            "Aanbevelingen van de Benelux Interparlementaire Assemblee en punten van het"
            " gezamenlijke werkprogramma naar de stand van de uitvoering bij het tellen.",
            "Recommandations de l’Assemblée interparlementaire Benelux et points du programme de"
            " travail commun, selon l’état de leur mise en œuvre au moment du comptage.",
            "Recommendations of the Benelux Interparliamentary Assembly and items of the joint work"
            " programme by what had become of them at the moment of counting.",
        ),
        Words("Stand", "État", "State"),
    ),
    Definition(
        "readers",
        Words(
            "Wat lezers van de gids antwoordden",
            "Les réponses des lecteurs du guide",
            "What readers of the guide answered",
        ),
        Words(
            "Antwoorden onder de bladzijden van de gids op de vraag of de bladzijde hielp.",
            "Réponses, au bas des pages du guide, à la question de savoir si la page a aidé.",
            "Answers below the pages of the guide to the question whether the page helped.",
        ),
        Words("Hielp de bladzijde?", "La page a-t-elle aidé ?", "Did the page help?"),
    ),
    Definition(
        "guide_pages",
        Words(
            "De bladzijden van de gids",
            "Les pages du guide",
            "The pages of the guide",
        ),
        Words(
            "Bladzijden die aan het einde van de periode openbaar waren, hoe vaak zij in de periode"
            " zijn gelezen en hoeveel lezers schreven wat ontbrak; kapotte koppelingen zijn die van"
            " het moment van tellen.",
            "Pages publiques à la fin de la période, nombre de lectures au cours de celle-ci et"
            " nombre de lecteurs ayant écrit ce qui manquait ; les liens rompus sont ceux du moment"
            " du comptage.",
            "Pages that were public at the end of the period, how often they were read within it,"
            " and how many readers wrote what was missing; broken links are those of the moment of"
            " counting.",
        ),
        Words("Bladzijden", "Pages", "Pages"),
    ),
)
