"""What open data say of themselves, in the three languages of the catalogue."""

import datetime as dt

from babel import Locale
from babel.dates import format_date
from django.conf import settings

from reports.definitions import Words
from reports.models import Release
from reports.opendata.sheets import LANGUAGES

PUBLISHER = Words(
    "Werkgroep mensenhandel van de Benelux",
    "Groupe de travail Benelux sur la traite des êtres humains",
    "Benelux working group on trafficking in human beings",
)
CATALOGUE_TITLE = Words(
    "Open data over grensoverschrijdende doorverwijzingen van slachtoffers van mensenhandel",
    "Données ouvertes sur les orientations transfrontalières de victimes de la traite des êtres"
    " humains",
    "Open data on cross-border referrals of victims of trafficking in human beings",
)
TITLE = Words(
    "Grensoverschrijdende doorverwijzingen van slachtoffers van mensenhandel, {first} – {last}",
    "Orientations transfrontalières de victimes de la traite des êtres humains, {first} – {last}",
    "Cross-border referrals of victims of trafficking in human beings, {first} – {last}",
)
DESCRIPTION = Words(
    "Hoe vaak hulpverleners in België, Nederland en Luxemburg een slachtoffer naar een ander land"
    " doorverwijzen, hoe snel daarop wordt geantwoord en wat ervan komt. Alleen aantallen; kleine"
    " aantallen zijn samengenomen of niet getoond, zodat niemand herkenbaar is.",
    "Combien de fois des intervenants en Belgique, aux Pays-Bas et au Luxembourg orientent une"
    " victime vers un autre pays, en combien de temps une réponse est donnée et quelle en est"
    " l’issue. Uniquement des nombres ; les petits nombres sont regroupés ou non communiqués, afin"
    " que personne ne soit reconnaissable.",
    "How often caseworkers in Belgium, the Netherlands and Luxembourg refer a victim to another"
    " country, how fast they are answered, and what comes of it. Counts only; small counts are put"
    " together or not shown, so that nobody can be recognised.",
)
INVENTED = Words(
    "Dit is een demonstratie: alle cijfers zijn verzonnen.",
    "Ceci est une démonstration : tous les chiffres sont inventés.",
    "This is a demonstration: all figures are invented.",
)
KEYWORDS = Words("mensenhandel", "traite des êtres humains", "trafficking in human beings")


def description() -> Words:
    """What the data are; of a demonstration, that they are invented."""
    if not settings.DEMONSTRATION:
        return DESCRIPTION
    return Words(*(f"{INVENTED.in_language(x)} {DESCRIPTION.in_language(x)}" for x in LANGUAGES))


def title_of(release: Release) -> Words:
    """The title of a release with its period, and with its country where it is about one."""
    return Words(*(_title(release, language) for language in LANGUAGES))


def country_of(release: Release, language: str) -> str:
    """The country that a release is about; "" where it is about all."""
    if not release.scope:
        return ""
    return str(Locale.parse(language).territories.get(release.scope, release.scope))


def _title(release: Release, language: str) -> str:
    days = (release.period_from, release.period_to)
    first, last = (_day(day, language) for day in days)
    title = TITLE.in_language(language).format(first=first, last=last)
    country = country_of(release, language)
    return f"{title} ({country})" if country else title


def _day(day: dt.date, language: str) -> str:
    text: str = format_date(day, format="long", locale="en_GB" if language == "en" else language)
    return text
