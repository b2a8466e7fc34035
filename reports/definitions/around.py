"""Definitions of figures around the referrals: they count files, bodies and work, no victims."""

from reports.definitions.words import Definition, Words

AROUND = (
    Definition(
        "trainings",
        Words(
            "Opleidingsbehoeften en gezamenlijke opleidingen",
            "Besoins de formation et formations communes",
            "Training needs and joint trainings",
        ),
        Words(
            "Behoeften die in de periode zijn gemeld, en gezamenlijke opleidingen die daarin zijn"
            " gehouden; de halve dagen zijn die van de gehouden opleidingen.",
            "Besoins signalés et formations communes tenues au cours de la période ; les"
            " demi-journées sont celles des formations tenues.",
            "Needs stated, and joint trainings held within the period; half-days are those of the"
            " trainings held.",
        ),
        Words("Behoeften en opleidingen", "Besoins et formations", "Needs and trainings"),
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
            " organisatie.",
            "Professionnels ayant suivi une formation commune, selon le pays de leur organisation.",
            "Professionals who attended a joint training, by the country of their organisation.",
        ),
        Words("Land", "Pays", "Country"),
    ),
    Definition(
        "group",
        Words(
            "Werk van de werkgroepen",
            "Travaux des groupes de travail",
            "Work of the working groups",
        ),
        Words(
            "Gehouden vergaderingen, beschreven goede werkpraktijken, hun overname door andere"
            " landen, en signalen die zijn bevestigd.",
            "Réunions tenues, bonnes pratiques décrites, leur reprise par d’autres pays, et"
            " signaux confirmés.",
            "Meetings held, good practices described, their use by other countries, and signals"
            " that were confirmed.",
        ),
        Words("Werk", "Travaux", "Work"),
    ),
    Definition(
        "positions",
        Words(
            "Standpunten over een Benelux-rechtsinstrument",
            "Positions sur un instrument juridique Benelux",
            "Positions on a Benelux legal instrument",
        ),
        Words(
            "Het laatste standpunt van elke instantie die er een meedeelde.",
            "La dernière position de chaque instance qui en a communiqué une.",
            "The latest position of each body that stated one.",
        ),
        Words("Standpunt", "Position", "Position"),
    ),
    Definition(
        "recommendations",
        Words(
            "Aanbevelingen van de Assemblee naar stand",
            "Recommandations de l’Assemblée selon leur état",
            "Recommendations of the Assembly by state",
        ),
        Words(
            "Aanbevelingen van de Benelux Interparlementaire Assemblee naar de stand van de"
            " uitvoering.",
            "Recommandations de l’Assemblée interparlementaire Benelux selon l’état de leur mise"
            " en œuvre.",
            "Recommendations of the Benelux Interparliamentary Assembly by the state of what"
            " became of them.",
        ),
        Words("Stand", "État", "State"),
    ),
    Definition(
        "partnerships",
        Words(
            "Samenwerkingsverbanden in de gids per land",
            "Partenariats au répertoire par pays",
            "Partnerships in the directory by country",
        ),
        Words(
            "Deelnames van organisaties aan een samenwerkingsverband dat in de periode liep.",
            "Participations d’organisations à un partenariat en vigueur au cours de la période.",
            "Participations of organisations in a partnership in force within the period.",
        ),
        Words("Land", "Pays", "Country"),
    ),
    Definition(
        "brochure",
        Words(
            "Verspreiding van de brochure per taal",
            "Diffusion de la brochure par langue",
            "Spread of the brochure by language",
        ),
        Words(
            "Downloads die het portaal telde, en op papier uitgereikte exemplaren die zijn"
            " opgegeven, binnen de periode.",
            "Téléchargements comptés par le portail et exemplaires imprimés signalés comme remis,"
            " au cours de la période.",
            "Downloads counted by the portal, and printed copies reported as handed out, within"
            " the period.",
        ),
        Words("Taal", "Langue", "Language"),
    ),
    Definition(
        "bodies",
        Words(
            "Instanties in de gids naar soort en land",
            "Instances au répertoire selon leur nature et leur pays",
            "Authorities in the directory by kind and country",
        ),
        Words(
            "Vermeldingen in de gids op het moment van tellen.",
            "Inscriptions au répertoire au moment du comptage.",
            "Entries of the directory at the moment of counting.",
        ),
        Words("Soort instantie", "Nature de l’instance", "Kind of authority"),
    ),
    Definition(
        "outside",
        Words(
            "Nationale cijfers van buiten het portaal, niet opgeteld bij de getelde cijfers",
            "Chiffres nationaux extérieurs au portail, non ajoutés aux chiffres comptés",
            "National figures from outside the portal, not added to counted ones",
        ),
        Words(
            "Cijfers die een nationale bron geeft, met die bron ingevoerd; het portaal heeft ze"
            " niet geteld.",
            "Chiffres donnés par une source nationale, saisis avec cette source ; le portail ne"
            " les a pas comptés.",
            "Figures that a national source gives, entered with that source; the portal has not"
            " counted them.",
        ),
        Words("Wat is geteld", "Ce qui est compté", "What it counts"),
    ),
)
