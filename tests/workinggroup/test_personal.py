"""What may not stand in a signal is refused, and what a signal is about goes through."""

import pytest
from django.core.exceptions import ValidationError

from workinggroup.personal import Kind, findings, refuse_personal_data

pytestmark = pytest.mark.django_db

REFUSED = {
    Kind.NAME: [
        "De ronselaar heet Costel en werkt alleen.",
        "Mevrouw Peeters werft in het station.",
        "Mme Dubois tient le bar.",
        "M. le recruteur est monsieur Lambert.",
        "Een vrouw, Ioana, werd aangesproken.",
        "Fatima werd via een app benaderd.",
        "Un homme nommé Radek attend à la gare.",
        "Ion Popescu rijdt de meisjes naar Luik.",
        "Achter het bedrijf zit Kowalczyk Bogumil.",
        "Gezien in een bar van Joris Van den Broeck in Antwerpen.",
        "La victime s’appelle Blessing.",
        "Le chauffeur, surnommé « Chico », prend l’argent.",
        "Contact via de broer van Mohamed.",
        "The recruiter is named Petrov.",
        "Recrutée par Sandrine à Charleroi.",
    ],
    Kind.PHONE: [
        "Bel +31 6 12345678.",
        "Advertentie met 06-12 34 56 78.",
        "Numéro dans l’annonce : 0475/12.34.56.",
        "Tel. +352 621 123 456",
        "0032 475 12 34 56 staat op het raam",
        "Appelez le 078 055 800",
        "gsm 0475123456",
        "06 1234 5678",
        "(020) 123 45 67",
    ],
    Kind.MAIL: [
        "Schrijf naar jobs.express@example.com",
        "contact : travail [at] example.be",
        "mail werk(at)example.nl",
    ],
    Kind.PLATE: [
        "Wit busje met plaat 1-ABC-123.",
        "Camionnette 1ABC123 vue à Mons.",
        "Busje VX-123-K bij het hotel.",
        "Auto met kenteken 12-ab-cd.",
        "Kenteken GZ 456 P",
        "Bestelwagen 8-KDB-41",
        "Plaque AB 1234 du Luxembourg.",
        "Voiture AB1234 devant le café.",
        "Oude plaat ABC-123",
        "Voiture française AB-123-CD",
        "Kenteken XX-99-99",
        "12-XX-34 is de wagen",
        "Wagen T-123-BC",
    ],
    Kind.DOCUMENT: [
        "Paspoort NXK1B2C34 is vals.",
        "Carte B123456789 retrouvée.",
        "IBAN NL91 ABNA 0417 1643 00",
        "Compte BE68 5390 0754 7034",
        "Permis EP123456",
        "Dossier nr. AN-55/7.21",
        "V-nummer: 28A4",
    ],
    Kind.PROFILE: [
        "Profiel https://example.com/loverboy",
        "Zie www.example.be/jobs",
        "Compte @rijk.worden sur une application",
        "Groep t.me/werkinbelgie",
    ],
    Kind.BIRTH: [
        "Meisje geboren op 12-3-2001.",
        "Née le 4 mai 1999.",
        "born 1999-05-04",
    ],
}
ALLOWED = [
    "Werving via Facebookgroepen met beloften van werk in de bouw.",
    "Nieuwe route: vanuit Vietnam over Polen en Duitsland naar Zeebrugge.",
    "Roemeense en Bulgaarse vrouwen wisselen elke 3 weken van stad.",
    "Recrutement par TikTok de mineures en Wallonie et à Luxembourg.",
    "Des travailleurs brésiliens sur des chantiers à Anvers et à Liège depuis le 12/03/2026.",
    "Tussen 2016-2017 verschoof dit van Rotterdam naar Antwerpen.",
    "Zij betalen 15 000 euro, soms 20.000 € per persoon.",
    "Schuld van € 1.250.000 in totaal, gespreid over 40 personen.",
    "Nagelstudio’s in Limburg openen en sluiten binnen 6 maanden.",
    "Sinds september 2026 zien wij dit ook in Den Haag en Sint-Niklaas.",
    "In 10 van 5 000 controles, dus 0,2 %.",
    "Richtlijn 2011/36/EU en richtlijn 2024/1712 noemen dit.",
    "Artikel 273f Sr en article 433quinquies.",
    "Controle tussen 22.00 en 04.30 uur.",
    "Ronselaars spreken Nigeriaanse vrouwen aan in Italië en rijden hen naar Brussel.",
    "EMPACT THB 2026 : trois journées d’action communes.",
    "EU 2016, BE 2017 en NL 2018 in de cijfers.",
    "Fausses agences d’intérim aux Pays-Bas ; les passeports sont repris à l’arrivée.",
    "Le Parquet et la Police judiciaire de Charleroi confirment.",
    "CoMensha en Payoke zien hetzelfde.",
    "Elles arrivent par Flixbus depuis Paris, puis prennent l’E411.",
    "Les annonces sur Booking et Airbnb servent de lieux.",
    "Victims are recruited on Telegram with a “job” in Luxembourg.",
    "Uitbuiting in carwashes langs de A2 en de E19.",
    "Werkgevers houden 450 euro per maand in voor een bed.",
    "Minderjarigen worden benaderd via Snapchat en Roblox.",
    "Busjes met Poolse platen halen hen elke maandag op.",
    "Sur 120 personnes contrôlées, 14 victimes présumées.",
    "Le lover-boy offre un téléphone, puis une dette.",
    "Chinese restaurants in Groningen en Luik; contracten van 1 maand.",
    "Vluchten via Schiphol en Zaventem, steeds met hetzelfde reisbureau.",
    "De Arbeidsinspectie en de RSZ voerden 3 controles uit.",
    "Men vraagt 50 euro “voor het visum”.",
    "In de Euregio Maas-Rijn melden drie gemeenten dit.",
]
CASES = [(kind, text) for kind, texts in REFUSED.items() for text in texts]


@pytest.mark.parametrize(
    ("kind", "text"), CASES, ids=[f"{k}-{n}" for n, (k, _) in enumerate(CASES)]
)
def test_what_concerns_somebody_is_refused(kind: Kind, text: str) -> None:
    assert kind in {one.kind for one in findings(text)}, findings(text)
    with pytest.raises(ValidationError):
        refuse_personal_data(text)


@pytest.mark.parametrize("text", ALLOWED, ids=range(len(ALLOWED)))
def test_a_method_a_sector_and_a_route_go_through(text: str) -> None:
    assert findings(text) == []


def test_the_writer_is_told_which_piece_it_is() -> None:
    with pytest.raises(ValidationError) as refused:
        refuse_personal_data("Bel Ioana op 06-12 34 56 78.")
    told = " ".join(refused.value.messages)
    assert "Ioana" in told
    assert "06-12 34 56 78" in told
