"""Dutch words of the progress report: titles, labels, definitions."""

from reports.wording import Wording
from reports.wording.nl_texts import TEXTS
from reports.wording.nl_work import WAITING

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

HEADS = {
    "count": "Aantal",
    "answered": "Beantwoord",
    "median": "Mediaan (uur)",
    "p90": "90e percentiel (uur)",
    "to": "naar {label}",
}

WORDS = {
    "title": "Voortgangsrapport mensenhandel",
    "subtitle": "Voortgangsrapport voor het Benelux Comité van Ministers",
    "subtitle_draft": "Concept-voortgangsrapport voor het Benelux Comité van Ministers",
    "only_country": "Beperkt tot: {country}",
    "period": "Verslagperiode: {first} tot en met {last}",
    "made": "Cijfers vastgelegd op {frozen}",
    "body": "Opgesteld door de ad-hocwerkgroep onder de Benelux-werkgroep Mensenhandel",
    "status": "Status: concept, nog niet vastgesteld",
    "adopted": "Vastgesteld door de Benelux-werkgroep Mensenhandel op {day}",
    "approved": "{country}: goedgekeurd op {day}",
    "correction": "Rectificatie: {text}",
    "public": "Openbare versie: aantallen onder {threshold} zijn niet getoond",
    "annex": "Bijlage",
    "mark": "CONCEPT",
    "contents": "Inhoud",
    "table": "Tabel",
    "figure": "Figuur",
    "page": "Pagina",
    "of": "van",
    "total": "Totaal",
    "country": "Land",
    "source": "Bron",
    "not_applicable": "n.v.t.",
    "threshold_5": "vijf",
    "threshold_10": "tien",
    "adopted_in": "Ook in gebruik in: {country}, sinds {day}",
    "position_since": "{position}, sinds {day}",
    "page_helped": "Minder dan de helft van de lezers die antwoordden, vond dat deze bladzijde"
    " hielp.",
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
    heads=HEADS,
    words=WORDS,
    waiting=WAITING,
    sources=SOURCES,
    from_country=FROM_COUNTRY,
    to_country=TO_COUNTRY,
)
