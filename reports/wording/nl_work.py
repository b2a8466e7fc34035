"""Dutch sentences of the progress report on the work around the referrals."""

from reports.wording import Text, Variants

WORK: dict[str, tuple[Text, ...]] = {
    "trainings": (
        "De intentieverklaring vraagt om gezamenlijke opleidingen voor al dan niet gespecialiseerde"
        " eerstelijnspartners. Het Comité van Ministers heeft een inventaris van de behoeften bij"
        " openbaar ministerie, politie en arbeidsinspectie aangekondigd, met aansluiting bij de"
        " bestaande nationale opleidingen en de activiteiten van CEPOL.",
        Variants(
            on="trainings.needs",
            zero="Er zijn in de verslagperiode geen opleidingsbehoeften gemeld.",
            one="Er is in de verslagperiode één opleidingsbehoefte gemeld.",
            other="Er zijn in de verslagperiode {trainings.needs} opleidingsbehoeften gemeld. Het"
            " aantal daarvan dat is vervuld, bedraagt {trainings.met}; voor {trainings.planned} is"
            " een opleiding op komst, en {trainings.open|staat|staan} nog open.",
            withheld="",
        ),
        Variants(
            on="trainings.held",
            zero="Er is in de verslagperiode geen gezamenlijke opleiding gehouden.",
            one="Er is één gezamenlijke opleiding gehouden, van {trainings.half_days|halve"
            " dag|halve dagen}. Het aantal opgeleide personen bedraagt {trained.total}.",
            other="Er zijn {trainings.held} gezamenlijke opleidingen gehouden, samen"
            " {trainings.half_days|halve dag|halve dagen}. Het aantal opgeleide personen bedraagt"
            " {trained.total}.",
            withheld="",
            missing="Het portaal houdt over gezamenlijke opleidingen in deze periode geen cijfers"
            " bij.",
        ),
        Variants(
            on="evaluation.useful.answers",
            zero="",
            one="",
            other="Van wie na afloop antwoordde, vond"
            " {evaluation.useful.good/evaluation.useful.answers:share} de opleiding nuttig voor het"
            " eigen werk.",
            withheld="",
        ),
    ),
    "practices": (
        "De landen leren van elkaar door goede werkpraktijken te beschrijven en signalen en trends"
        " te delen. Een signaal is bevestigd zodra een ander land het herkent.",
        Variants(
            on="group.practices",
            zero="Er is in de verslagperiode geen goede werkpraktijk beschreven.",
            one="Er is in de verslagperiode één goede werkpraktijk beschreven.",
            other="Er zijn in de verslagperiode {group.practices} goede werkpraktijken beschreven."
            " Het aantal overnames door een ander land bedraagt {group.adopted_in}.",
            withheld="",
            missing="Het portaal houdt hierover in deze periode geen cijfers bij.",
        ),
        Variants(
            on="group.posted",
            zero="Er is geen signaal gedeeld.",
            one="Er is één signaal gedeeld. Het aantal bevestigde signalen bedraagt"
            " {group.signals}.",
            other="Er zijn {group.posted} signalen en trends gedeeld. Het aantal bevestigde"
            " signalen bedraagt {group.signals}.",
            withheld="",
        ),
    ),
    "instrument": (
        "De ad-hocwerkgroep onderzoekt of er nood is aan een Benelux-rechtsinstrument om de"
        " multidisciplinaire samenwerking en coördinatie verder uit te bouwen.",
        Variants(
            on="positions.total",
            zero="Nog geen enkel land heeft een standpunt meegedeeld.",
            one="Eén land heeft een standpunt meegedeeld.",
            other="Het aantal landen dat een standpunt heeft meegedeeld, bedraagt"
            " {positions.total}; de tabel geeft de verdeling aan het einde van de verslagperiode.",
            withheld="",
            missing="Uit de cijfers van deze periode volgt daarover geen conclusie.",
        ),
    ),
    "police": (
        "Het Comité van Ministers steunt een betere administratieve, justitiële en politiële"
        " samenwerking en wijst op het financieel onderzoek, vaak een sleutel in de strijd tegen de"
        " georganiseerde misdaad. De drie landen nemen deel aan het EU-project EMPACT tegen"
        " mensenhandel.",
        Variants(
            on="bodies.police_justice",
            zero="De adresgids van het portaal vermeldt geen politiële of gerechtelijke"
            " instanties.",
            one="De adresgids van het portaal vermeldt één politiële of gerechtelijke instantie.",
            other="De adresgids van het portaal vermeldt {bodies.police_justice} politiële en"
            " gerechtelijke instanties.",
            withheld="",
        ),
        "Over strafrechtelijke onderzoeken zelf houdt het portaal geen gegevens bij.",
    ),
    "municipalities": (
        "Het Comité van Ministers acht de rol van gemeenten in de strijd tegen mensenhandel"
        " belangrijk en ziet voor de Benelux een aanjagende werking.",
        Variants(
            on="bodies.municipality",
            zero="De adresgids van het portaal vermeldt nog geen gemeentelijke instantie.",
            one="De adresgids van het portaal vermeldt één gemeentelijke instantie.",
            other="De adresgids van het portaal vermeldt {bodies.municipality} gemeentelijke"
            " instanties.",
            withheld="",
        ),
    ),
    "recommendations": (
        "De Benelux Interparlementaire Assemblee heeft het Comité van Ministers aanbevelingen over"
        " mensenhandel gedaan. Het Comité heeft aangeraden die in het werkprogramma mee te nemen.",
        Variants(
            on="recommendations.total.recommendation",
            zero="Er zijn in het portaal geen aanbevelingen vastgelegd.",
            one="Er is in het portaal één aanbeveling vastgelegd, naast"
            " {recommendations.total.programme|punt|punten} van het werkprogramma. De tabel geeft"
            " de stand van de uitvoering.",
            other="In het portaal zijn {recommendations.total.recommendation} aanbevelingen"
            " vastgelegd, naast {recommendations.total.programme|punt|punten} van het"
            " werkprogramma. De tabel geeft de stand van de uitvoering.",
            withheld="",
        ),
    ),
    "partnerships": (
        "Het Comité van Ministers streeft naar synergie tussen gespecialiseerde organisaties en"
        " stimuleert de Euregionale samenwerking tussen de centra voor opvang.",
        Variants(
            on="partnerships.total",
            zero="De adresgids van het portaal vermeldt nog geen samenwerkingsverband.",
            one="De adresgids van het portaal vermeldt één samenwerkingsverband.",
            other="De tabel telt de deelname van organisaties uit elk land aan een lopend"
            " samenwerkingsverband; in totaal zijn dat er {partnerships.total}.",
            withheld="",
            missing="De ad-hocwerkgroep kan dit onderdeel aanvullen.",
        ),
    ),
    "brochure": (
        "De informatiebrochure is via het portaal te downloaden en wordt op papier uitgereikt.",
        Variants(
            on="brochure.total.downloads",
            zero="In de verslagperiode zijn via het portaal geen downloads geteld.",
            one="In de verslagperiode is via het portaal één download geteld.",
            other="In de verslagperiode zijn via het portaal {brochure.total.downloads} downloads"
            " geteld.",
            withheld="",
        ),
        Variants(
            on="brochure.total.copies",
            zero="Er zijn geen uitgereikte exemplaren opgegeven.",
            one="Er is één uitgereikt exemplaar opgegeven.",
            other="Er zijn {brochure.total.copies} uitgereikte exemplaren opgegeven.",
            withheld="",
            missing="Over de verspreiding zijn voor deze periode geen cijfers.",
        ),
    ),
    "outside": (
        "Deze cijfers komen niet uit het portaal. Zij zijn door het secretariaat ingevoerd zoals de"
        " bron ze vermeldt, en zijn nergens bij de getelde cijfers opgeteld.",
    ),
    "bottlenecks": (
        Variants(
            on="reasons.total",
            zero="Geen enkel verzoek is afgewezen; uit de antwoorden blijkt dus geen knelpunt.",
            one="Eén verzoek is afgewezen; dat is te weinig om een knelpunt aan te wijzen.",
            other="De meest gegeven redenen van afwijzing wijzen op de knelpunten in de praktijk:"
            " {reasons:top}.",
            withheld="De redenen van afwijzing kunnen niet worden getoond.",
        ),
        Variants(
            on="punctuality.total",
            zero="",
            one="",
            other="Bij {punctuality.late/punctuality.total:share} van de beantwoorde"
            " doorverwijzingen kwam het eerste antwoord na de streeftijd.",
            withheld="",
        ),
        Variants(
            on="gaps.total",
            zero="",
            one="Eén keer is vermeld wat in de informatiebrochure ontbrak.",
            other="Wat in de informatiebrochure het vaakst ontbrak: {gaps:top}.",
            withheld="",
        ),
        Variants(
            on="trainings.open",
            zero="",
            one="Eén opleidingsbehoefte staat nog open.",
            other="Er staan nog {trainings.open} opleidingsbehoeften open.",
            withheld="",
        ),
        Variants(
            on="freshness.total.stale",
            zero="",
            one="Van één organisatie in de adresgids moeten de gegevens opnieuw worden nagekeken.",
            other="Van {freshness.total.stale} organisaties in de adresgids moeten de gegevens"
            " opnieuw worden nagekeken.",
            withheld="",
        ),
    ),
    "composition": (
        "De ad-hocwerkgroep bestaat, afhankelijk van de agenda, uit vertegenwoordigers van de"
        " gespecialiseerde centra, de gerechtelijke overheden, de politie-, immigratie-,"
        " integratie- en inspectiediensten en de betrokken ministeries van de drie landen. Zij"
        " ressorteert onder de Benelux-werkgroep Mensenhandel, die het rapport vaststelt.",
        Variants(
            on="group.meetings",
            zero="In de verslagperiode is in het portaal geen vergadering vastgelegd.",
            one="In de verslagperiode is één vergadering gehouden. Het aantal besluiten bedraagt"
            " {group.decisions}.",
            other="In de verslagperiode zijn {group.meetings} vergaderingen gehouden. Het aantal"
            " besluiten bedraagt {group.decisions}.",
            withheld="",
        ),
    ),
    "statistics": (
        "De indeling volgt die van de EU-statistiek over mensenhandel: registrerende organisatie,"
        " geslacht, minder- of meerderjarig en groep van nationaliteit. De vorm van uitbuiting"
        " staat in paragraaf {chapter:forms}.",
    ),
}

WAITING = {
    "task_practices": "De ad-hocwerkgroep kan dit onderdeel met haar eigen oordeel aanvullen.",
    "task_trainings": "De ad-hocwerkgroep kan dit onderdeel aanvullen, met inbegrip van de"
    " aansluiting bij de trainingsactiviteiten van CEPOL.",
    "task_contacts": "De ad-hocwerkgroep kan dit onderdeel met haar eigen oordeel aanvullen.",
    "task_mechanisms": "De ad-hocwerkgroep kan dit onderdeel met haar eigen oordeel aanvullen.",
    "task_instrument": "De ad-hocwerkgroep kan hier de uitkomst van haar onderzoek opnemen.",
    "police": "De ad-hocwerkgroep kan dit onderdeel aanvullen.",
    "municipalities": "De ad-hocwerkgroep kan dit onderdeel aanvullen.",
    "bottlenecks": "De ad-hocwerkgroep kan hier haar voorstellen opnemen.",
}
