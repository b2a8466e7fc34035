"""Dutch words of the progress report: titles, labels, definitions."""

from reports.wording import Wording
from reports.wording.nl_texts import TEXTS

TITLES = {
    "summary": "Samenvatting",
    "between": "Doorverwijzingen tussen de landen",
    "pairs": "Van land naar land",
    "months": "Verloop per maand",
    "forms": "Vormen van uitbuiting",
    "persons": "Wie wordt doorverwezen",
    "needs": "Waaraan behoefte is",
    "urgency": "Urgentie",
    "answers": "Antwoorden en resultaten",
    "replies": "Toezeggingen en afwijzingen",
    "reasons": "Redenen van afwijzing",
    "times": "Tijd tot het eerste antwoord",
    "states": "Stand van de doorverwijzingen",
    "guide": "Biedt de informatiebrochure voldoende houvast?",
    "contacts": "Contactpunten",
    "tasks": "De zes taken van de intentieverklaring",
    "task_practices": "Goede werkpraktijken uitwisselen",
    "task_trainings": "Gezamenlijke opleidingen organiseren",
    "task_contacts": "Contactpunten instellen",
    "task_mechanisms": "Samenwerking tussen de nationale verwijzingsmechanismen",
    "task_instrument": "Onderzoek naar een Benelux-rechtsinstrument",
    "task_report": "Het concept-voortgangsrapport opstellen",
    "guide_missing": "Wat er ontbrak",
    "trainings": "Gezamenlijke opleidingen",
    "practices": "Goede werkpraktijken, signalen en trends",
    "instrument": "Onderzoek naar een Benelux-rechtsinstrument",
    "police": "Politiële en justitiële samenwerking en financieel onderzoek",
    "municipalities": "De rol van gemeenten",
    "recommendations": "De aanbevelingen van de Assemblee",
    "partnerships": "Samenwerkingsverbanden",
    "brochure": "Verspreiding van de brochure",
    "outside": "Cijfers van buiten het portaal",
    "bottlenecks": "Knelpunten en voorstellen",
    "statistics": "Tabellen volgens de indeling van de EU-statistiek",
    "definitions": "Definities",
    "method": "Methode en bescherming van personen",
    "composition": "Vergaderingen en samenstelling",
    "sources": "Bronnen",
}

CAPTIONS = {
    "pairs": "Doorverwijzingen per land van verzending en land van bestemming",
    "months": "Doorverwijzingen per maand van verzending",
    "forms": "Doorverwijzingen per vorm van uitbuiting",
    "ages": "Doorverwijzingen naar leeftijd",
    "genders": "Doorverwijzingen naar geslacht",
    "needs": "Doorverwijzingen per behoefte",
    "urgency": "Doorverwijzingen per urgentie",
    "answers": "Verzoeken naar antwoord",
    "reasons": "Afgewezen verzoeken naar reden",
    "times": "Tijd van verzending tot eerste antwoord, in uren",
    "punctuality": "Eerste antwoorden binnen en na de streeftijd",
    "states": "Doorverwijzingen naar stand",
    "outcomes": "Afgesloten doorverwijzingen naar resultaat",
    "adequacy": "Bood de brochure voldoende houvast? Antwoorden bij het afsluiten",
    "directory": "Organisaties in de gids per land",
}

HEADS = {
    "pairs": "Land van verzending",
    "months": "Maand",
    "forms": "Vorm van uitbuiting",
    "ages": "Leeftijd",
    "genders": "Geslacht",
    "needs": "Behoefte",
    "urgency": "Urgentie",
    "answers": "Antwoord",
    "reasons": "Reden",
    "times": "Urgentie",
    "punctuality": "Eerste antwoord",
    "states": "Stand",
    "outcomes": "Resultaat",
    "adequacy": "Voldoende houvast",
    "directory": "Land",
    "count": "Aantal",
    "answered": "Beantwoord",
    "median": "Mediaan",
    "p90": "90e percentiel",
    "to": "naar {label}",
}

ROWS = {
    "age": {"child": "Minderjarig", "adult": "Meerderjarig", "unknown": "Niet vermeld"},
    "gender": {"unknown": "Onbekend of niet vermeld"},
    "adequacy": {
        "yes": "Ja",
        "partly": "Ten dele",
        "no": "Nee",
        "unknown": "Niet beantwoord",
    },
    "urgency": {
        "emergency": "Noodgeval",
        "urgent": "Spoed",
        "priority": "Prioriteit",
        "standard": "Standaard",
        "unknown": "Niet vermeld",
    },
    "answer": {
        "can_help": "Toezegging",
        "cannot_help": "Afwijzing",
        "passed_on": "Doorgegeven",
        "cancelled": "Vervallen vóór een antwoord",
        "waiting": "Nog zonder antwoord",
    },
    "punctuality": {"in_time": "Binnen de streeftijd", "late": "Na de streeftijd"},
    "state": {
        "open": "In behandeling",
        "handed_over": "Overgedragen",
        "closed": "Afgesloten",
        "withdrawn": "Ingetrokken",
    },
    "directory": {
        "organisations": "Organisaties",
        "contact_point": "Nationaal contactpunt",
    },
    "decline_reason": {"unknown": "Niet vermeld"},
    "outcome": {"unrecorded": "Niet vermeld"},
}

WORDS = {
    "title": "Voortgangsrapport mensenhandel",
    "subtitle": "Voortgangsrapport voor het Benelux Comité van Ministers",
    "subtitle_draft": "Concept-voortgangsrapport voor het Benelux Comité van Ministers",
    "only_country": "Beperkt tot: {country}",
    "period": "Verslagperiode: {first} tot en met {last}",
    "made": "Cijfers vastgelegd op {frozen}",
    "body": "Opgesteld door de ad-hocwerkgroep onder de Benelux-werkgroep Mensenhandel",
    "status": "Status: ontwerp, nog niet vastgesteld",
    "adopted": "Vastgesteld door de Benelux-werkgroep Mensenhandel op {day}",
    "approved": "{country}: goedgekeurd op {day}",
    "correction": "Rectificatie: {text}",
    "public": "Openbare versie: aantallen onder tien zijn niet getoond",
    "annex": "Bijlage",
    "mark": "ONTWERP",
    "contents": "Inhoud",
    "table": "Tabel",
    "figure": "Figuur",
    "page": "Pagina",
    "of": "van",
    "total": "Totaal",
    "country": "Land",
    "source": "Bron",
    "not_applicable": "n.v.t.",
    "note": "–* niet getoond ter bescherming van personen (aantal onder vijf, of herleidbaar tot"
    " zo'n aantal).",
    "and": " en ",
    "none": "geen die kan worden getoond",
    "hour": "uur",
    "hours": "uur",
    "share": "{value}%",
    "chart": "Staafdiagram. {caption}. {values}.",
    "chart_axis": "Aantal",
    "attachment": "Vastgelegde cijfers van dit rapport, na bescherming van kleine aantallen",
    "keywords": "Benelux; mensenhandel; doorverwijzing; voortgangsrapport",
    "table_alt": "Tabel: {caption}",
}

DEFINITIONS = (
    (
        "Doorverwijzing",
        "het vragen van hulp voor één slachtoffer aan een of meer organisaties in een ander land;"
        " zij telt vanaf de verzending.",
    ),
    ("Verzoek", "het deel van een doorverwijzing dat aan één organisatie is gericht."),
    ("Toezegging", "het antwoord dat de organisatie hulp kan bieden."),
    (
        "Afwijzing",
        "het antwoord dat de organisatie geen hulp kan bieden, met een gecodeerde reden.",
    ),
    (
        "Eerste antwoord",
        "de eerste toezegging of afwijzing op een doorverwijzing, van welke organisatie ook.",
    ),
    (
        "Streeftijd",
        "de tijd waarbinnen een eerste antwoord wenselijk is, naar urgentie; geen verplichting.",
    ),
    (
        "Mediaan",
        "de middelste waarde: de helft van de gevallen ligt eronder of is eraan gelijk.",
    ),
    (
        "90e percentiel",
        "de waarde waar negen op de tien gevallen onder liggen of aan gelijk zijn; tussen twee"
        " waarnemingen wordt lineair geïnterpoleerd.",
    ),
    (
        "Minderjarig",
        "jonger dan achttien jaar, of vermoedelijk minderjarig bij een onzekere leeftijd.",
    ),
    ("Overdracht", "het moment waarop de ontvangende organisatie de begeleiding overneemt."),
)

SOURCES = (
    "Intentieverklaring betreffende de Benelux-samenwerking inzake mensenhandel, Luxemburg,"
    " 2 december 2016.",
    "Antwoord van het Comité van Ministers op de aanbeveling van de Benelux Interparlementaire"
    " Assemblee over mensenhandel.",
    "Verdrag van de Raad van Europa inzake bestrijding van mensenhandel, Warschau, 16 mei 2005"
    " (CETS 197), artikelen 10 en 11.",
    "De gecodeerde gegevens van de doorverwijzingen in het portaal, gelezen met een databankrol die"
    " geen persoonsgegevens kan lezen.",
)

FROM_COUNTRY = {"NL": "van Nederland", "BE": "van België", "LU": "van Luxemburg"}
TO_COUNTRY = {"NL": "naar Nederland", "BE": "naar België", "LU": "naar Luxemburg"}

WORDING = Wording(
    language="nl",
    titles=TITLES,
    texts=TEXTS,
    captions=CAPTIONS,
    heads=HEADS,
    rows=ROWS,
    words=WORDS,
    definitions=DEFINITIONS,
    sources=SOURCES,
    from_country=FROM_COUNTRY,
    to_country=TO_COUNTRY,
)
