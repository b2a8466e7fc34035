"""Definitions of figures around the referrals: they count files, bodies and work, no victims."""

from reports.definitions.words import Definition, Words

AROUND = (
    Definition(
        "partnerships",
        Words(
            "Samenwerkingsverbanden in de adresgids per land",
            "Partenariats de l’annuaire par pays",
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
            "Instanties in de adresgids naar soort en land",
            "Instances de l’annuaire selon leur nature et leur pays",
            "Authorities in the directory by kind and country",
        ),
        Words(
            "Vermeldingen in de adresgids op het moment van tellen.",
            "Inscriptions à l’annuaire au moment du comptage.",
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
