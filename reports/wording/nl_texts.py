"""Dutch sentences of the progress report, by chapter."""

from reports.wording import Text, Variants
from reports.wording.nl_work import WORK

TEXTS: dict[str, tuple[Text, ...]] = {
    "summary": (
        "Dit voortgangsrapport betreft de periode van {period.first} tot en met {period.last}. De"
        " ad-hocwerkgroep stelt het op, op grond van de intentieverklaring van 2 december 2016. De"
        " Benelux-werkgroep Mensenhandel stelt het vast en zendt het aan het Benelux Comité van"
        " Ministers.",
        Variants(
            on="referrals",
            zero="In deze periode is via het portaal geen enkele doorverwijzing van een slachtoffer"
            " van mensenhandel tussen de landen verzonden.",
            one="In deze periode is via het portaal één doorverwijzing van een slachtoffer van"
            " mensenhandel tussen de landen verzonden.",
            other="In deze periode zijn via het portaal {referrals} doorverwijzingen van"
            " slachtoffers van mensenhandel tussen de landen verzonden.",
            withheld="Het aantal doorverwijzingen dat in deze periode via het portaal is verzonden,"
            " wordt niet getoond, om te voorkomen dat personen herkenbaar worden.",
        ),
        Variants(
            on="answers.total",
            zero="Er is in deze periode geen verzoek aan een organisatie in een ander land"
            " gericht.",
            one="Daarvoor is één verzoek aan een organisatie in een ander land gericht.",
            other="Daarvoor zijn {answers.total} verzoeken aan organisaties in een ander land"
            " gericht. Het aantal toezeggingen bedraagt {answers.can_help}"
            " ({answers.can_help/answers.total:share}), het aantal afwijzingen"
            " {answers.cannot_help} ({answers.cannot_help/answers.total:share}).",
            withheld="Het aantal verzoeken aan organisaties in een ander land wordt niet getoond.",
        ),
        Variants(
            on="times.total.median",
            zero="De helft van de doorverwijzingen kreeg het eerste antwoord binnen het uur.",
            one="De helft van de doorverwijzingen kreeg het eerste antwoord binnen"
            " {times.total.median:hours}, negen op de tien binnen {times.total.p90:hours}.",
            other="De helft van de doorverwijzingen kreeg het eerste antwoord binnen"
            " {times.total.median:hours}, negen op de tien binnen {times.total.p90:hours}.",
            withheld="Over de tijd tot het eerste antwoord wordt geen cijfer gegeven, om te"
            " voorkomen dat personen herkenbaar worden.",
        ),
        Variants(
            on="adequacy.total",
            zero="",
            one="",
            other="Bij {adequacy.yes/adequacy.total:share} van de afgesloten doorverwijzingen bood"
            " de informatiebrochure volgens de verzender voldoende houvast.",
            withheld="",
        ),
        Variants(
            on="trainings.held",
            zero="",
            one="Er is één gezamenlijke opleiding gehouden; het aantal opgeleide personen bedraagt"
            " {trained.total}.",
            other="Er zijn {trainings.held} gezamenlijke opleidingen gehouden; het aantal opgeleide"
            " personen bedraagt {trained.total}.",
            withheld="",
        ),
    ),
    "scope": (
        "Geteld zijn alleen de doorverwijzingen met dit land als land van verzending of van"
        " bestemming: {scope}. Wat de drie landen samen doen, staat in het rapport over alle"
        " landen.",
    ),
    "between": (
        "Het Comité van Ministers heeft de Benelux Interparlementaire Assemblee toegezegd te volgen"
        " hoe vaak slachtoffers in de praktijk tussen de Beneluxlanden worden doorverwezen. Dit"
        " hoofdstuk geeft daarop antwoord, voor zover de doorverwijzing via het portaal is gegaan.",
    ),
    "pairs": (
        Variants(
            on="pairs.total",
            zero="In de verslagperiode is tussen de landen niemand doorverwezen.",
            one="In de verslagperiode is één doorverwijzing van het ene land naar het andere"
            " geteld.",
            other="Elke doorverwijzing heeft één land van verzending en één land van bestemming. De"
            " richtingen die het vaakst voorkwamen, zijn: {pairs:top}.",
            withheld="Het aantal doorverwijzingen per land van verzending en land van bestemming"
            " wordt niet getoond.",
        ),
    ),
    "months": (
        Variants(
            on="months.total",
            zero="In geen enkele maand van de verslagperiode is een doorverwijzing verzonden.",
            one="De enige doorverwijzing viel in {months:top}.",
            other="Maanden met de meeste doorverwijzingen: {months:top}. Een doorverwijzing telt"
            " mee in de maand van verzending.",
            withheld="Het verloop per maand kan niet worden getoond.",
        ),
    ),
    "forms": (
        Variants(
            on="forms.total",
            zero="Er zijn geen doorverwijzingen waarvan de vorm van uitbuiting kan worden vermeld.",
            one="Er is één doorverwijzing waarvan de vorm van uitbuiting kan worden vermeld.",
            other="De meest vermelde vormen zijn: {forms:top}. Eén doorverwijzing kan meer dan één"
            " vorm betreffen; de rijen tellen daarom niet op tot het aantal doorverwijzingen.",
            withheld="De vormen van uitbuiting kunnen niet worden getoond.",
        ),
    ),
    "persons": (
        Variants(
            on="ages.total",
            zero="Er zijn geen doorverwezen personen naar leeftijd en geslacht te onderscheiden.",
            one="De enige doorverwijzing wordt niet naar leeftijd en geslacht uitgesplitst.",
            other="Het aantal doorverwijzingen van minderjarigen bedraagt {ages.child}"
            " ({ages.child/ages.total:share}), dat van meerderjarigen {ages.adult}"
            " ({ages.adult/ages.total:share}). Naar geslacht bedraagt het aantal vrouwen"
            " {genders.F} en het aantal mannen {genders.M}.",
            withheld="Leeftijd en geslacht kunnen niet worden getoond.",
        ),
        "Wie vermoedelijk minderjarig is, telt als minderjarig (artikel 10, derde lid, van het"
        " Verdrag van de Raad van Europa inzake bestrijding van mensenhandel).",
    ),
    "needs": (
        Variants(
            on="needs.total",
            zero="Er zijn geen doorverwijzingen waarvan de behoeften kunnen worden vermeld.",
            one="Er is één doorverwijzing waarvan de behoeften kunnen worden vermeld.",
            other="De meest vermelde behoeften zijn: {needs:top}. Een persoon heeft doorgaans meer"
            " dan één behoefte.",
            withheld="De behoeften kunnen niet worden getoond.",
        ),
    ),
    "urgency": (
        Variants(
            on="urgency.total",
            zero="Er zijn geen doorverwijzingen naar urgentie in te delen.",
            one="De enige doorverwijzing wordt niet naar urgentie ingedeeld.",
            other="De indeling naar urgentie bepaalt de streeftijd voor het eerste antwoord. De"
            " intentieverklaring schept geen verplichting om binnen die tijd te antwoorden.",
            withheld="De indeling naar urgentie kan niet worden getoond.",
        ),
    ),
    "answers": (
        "Een doorverwijzing kan aan een of meer organisaties worden gericht. Elk van hen ontvangt"
        " een verzoek en beantwoordt dat met een toezegging of met een afwijzing waarvan de reden"
        " is gecodeerd, of geeft het verzoek door.",
    ),
    "replies": (
        Variants(
            on="answers.total",
            zero="Er zijn in de verslagperiode geen verzoeken verzonden.",
            one="Er is in de verslagperiode één verzoek verzonden.",
            other="Van de {answers.total} verzoeken leidde {answers.can_help/answers.total:share}"
            " tot een toezegging en {answers.cannot_help/answers.total:share} tot een afwijzing.",
            withheld="Het aantal verzoeken wordt niet getoond.",
        ),
        Variants(
            on="answers.waiting",
            zero="Bij de afsluiting van de cijfers stond geen enkel verzoek nog open.",
            one="Bij de afsluiting van de cijfers stond één verzoek nog open.",
            other="Bij de afsluiting van de cijfers stonden {answers.waiting} verzoeken nog open.",
            withheld="",
        ),
    ),
    "reasons": (
        Variants(
            on="reasons.total",
            zero="Geen enkel verzoek is afgewezen.",
            one="Eén verzoek is afgewezen.",
            other="De meest gegeven redenen van afwijzing zijn: {reasons:top}.",
            withheld="De redenen van afwijzing kunnen niet worden getoond.",
        ),
    ),
    "times": (
        Variants(
            on="punctuality.total",
            zero="Geen enkele doorverwijzing heeft een eerste antwoord gekregen.",
            one="Eén doorverwijzing heeft een eerste antwoord gekregen.",
            other="Van de {punctuality.total} beantwoorde doorverwijzingen kreeg"
            " {punctuality.in_time/punctuality.total:share} het eerste antwoord binnen de"
            " streeftijd die bij de urgentie hoort.",
            withheld="Het aantal beantwoorde doorverwijzingen wordt niet getoond.",
        ),
        "De mediaan is de tijd waarbinnen de helft van de doorverwijzingen is beantwoord; het 90e"
        " percentiel de tijd waarbinnen dat voor negen op de tien het geval is. Over minder dan"
        " {threshold} antwoorden wordt geen tijd vermeld.",
    ),
    "states": (
        Variants(
            on="states.total",
            zero="Er zijn geen doorverwijzingen waarvan de stand kan worden vermeld.",
            one="Er is één doorverwijzing.",
            other="Bij de afsluiting van de cijfers bedroeg het aantal ingetrokken doorverwijzingen"
            " {states.withdrawn} ({states.withdrawn/states.total:share}).",
            withheld="De stand van de doorverwijzingen kan niet worden getoond.",
        ),
        Variants(
            on="outcomes.total",
            zero="Er is nog geen doorverwijzing afgesloten.",
            one="Er is één doorverwijzing afgesloten.",
            other="Het aantal afgesloten doorverwijzingen bedraagt {outcomes.total}. De meest"
            " vermelde resultaten zijn: {outcomes:top}.",
            withheld="De resultaten van de afgesloten doorverwijzingen kunnen niet worden getoond.",
        ),
    ),
    "guide": (
        "Het Comité van Ministers heeft ook toegezegd te volgen of de informatiebrochure van de"
        " drie landen (in het portaal: de praktische gids) voldoende houvast biedt om slachtoffers"
        " tussen de Beneluxlanden te kunnen doorverwijzen.",
    ),
    "guide_readers": (
        Variants(
            on="readers.total",
            zero="",
            one="Onder de bladzijden van de gids heeft één lezer geantwoord of de bladzijde hielp.",
            other="Onder de bladzijden van de gids is {readers.total} keer geantwoord of de"
            " bladzijde hielp: {readers.yes} keer ja, {readers.partly} keer ten dele en"
            " {readers.no} keer nee.",
            withheld="",
        ),
        Variants(
            on="guide_pages.pages",
            zero="",
            one="De gids telt één openbare bladzijde.",
            other="De gids telt {guide_pages.pages} openbare bladzijden. Het aantal"
            " onderdelen waarvan een overheid de inhoud nog moet bevestigen, bedraagt"
            " {guide_pages.to_confirm}.",
            withheld="",
        ),
    ),
    "guide_not_measured": (
        "Dit is voor de verslagperiode niet gemeten: aan wie doorverwees, is niet gevraagd of de"
        " brochure volstond en wat er ontbrak. Dit rapport geeft daarom geen cijfer en trekt geen"
        " conclusie. De ad-hocwerkgroep kan dit onderdeel aanvullen met wat de diensten in de drie"
        " landen melden.",
    ),
    "guide_measured": (
        "Bij het afsluiten van een doorverwijzing kon worden vermeld of de brochure voldoende"
        " houvast bood.",
        Variants(
            on="adequacy.total",
            zero="Er is nog geen doorverwijzing afgesloten, en dus ook geen antwoord gegeven.",
            one="Er is één doorverwijzing afgesloten.",
            other="Over {adequacy.total} afgesloten doorverwijzingen luidde het antwoord"
            " {adequacy.yes} keer ja ({adequacy.yes/adequacy.total:share}), {adequacy.partly} keer"
            " ten dele en {adequacy.no} keer nee. Bij de overige is de vraag niet beantwoord.",
            withheld="De antwoorden kunnen niet worden getoond.",
        ),
    ),
    "guide_missing": (
        Variants(
            on="gaps.total",
            zero="",
            one="Bij één doorverwijzing is vermeld wat er ontbrak.",
            other="Het vaakst ontbrak: {gaps:top}.",
            withheld="",
        ),
        Variants(
            on="answers.cannot_help",
            zero="Een verdere aanwijzing: geen enkel verzoek is afgewezen.",
            one="Een verdere aanwijzing zijn de redenen van afwijzing in hoofdstuk"
            " {chapter:answers}.",
            other="Een verdere aanwijzing zijn de redenen van afwijzing. Het aantal verzoeken dat"
            " werd afgewezen omdat de organisatie niet bevoegd was, bedraagt"
            " {reasons.not_competent}; dat waarbij de persoon buiten de doelgroep viel, bedraagt"
            " {reasons.not_target_group}. Zulke afwijzingen kunnen erop wijzen dat uit de brochure"
            " of de adresgids niet duidelijk genoeg bleek wie aangesproken moest worden.",
            withheld="Een verdere aanwijzing zijn de redenen van afwijzing; hun aantal wordt niet"
            " getoond, om te voorkomen dat personen herkenbaar worden.",
        ),
    ),
    "contacts": (
        "De adresgids van het portaal vermeldt bij het vastleggen van de cijfers, op {frozen}, in"
        " de drie landen {directory.total.organisations|organisatie|organisaties}. De tabel geeft"
        " de stand op die dag; een stand aan het einde van de verslagperiode is niet bewaard.",
        Variants(
            on="directory.total.contact_point",
            zero="Er is nog geen nationaal contactpunt aangewezen.",
            one="Eén organisatie treedt op als nationaal contactpunt.",
            other="Als nationaal contactpunt treden {directory.total.contact_point} organisaties"
            " op. Waar een land er meer dan één heeft, wisselen zij elkaar bij toerbeurt af.",
            withheld="",
        ),
        Variants(
            on="freshness.total.stale",
            zero="Van alle organisaties zijn de gegevens binnen de termijn nagekeken.",
            one="Van één organisatie is de termijn om de gegevens na te kijken voorbij.",
            other="Van {freshness.total.stale} organisaties is de termijn om de gegevens na te"
            " kijken voorbij.",
            withheld="",
        ),
    ),
    "contacts_country": (
        Variants(
            on="directory.total.organisations",
            zero="De adresgids van het portaal vermeldt in dit land geen organisatie.",
            one="De adresgids van het portaal vermeldt in dit land één organisatie.",
            other="De adresgids van het portaal vermeldt bij het vastleggen van de cijfers, op"
            " {frozen}, in dit land {directory.total.organisations} organisaties. Het aantal dat"
            " als nationaal contactpunt optreedt, bedraagt {directory.total.contact_point}.",
            withheld="",
        ),
    ),
    "tasks": (
        "De intentieverklaring draagt de ad-hocwerkgroep zes taken op. Per taak staat hieronder wat"
        " de gegevens van het portaal kunnen aantonen, en wat de ad-hocwerkgroep zelf aanvult.",
    ),
    "task_practices": (
        Variants(
            on="group.practices",
            zero="In de verslagperiode is in het portaal nog geen goede werkpraktijk beschreven.",
            one="In de verslagperiode is in het portaal één goede werkpraktijk beschreven."
            " Hoofdstuk {chapter:practices} geeft de stand.",
            other="In de verslagperiode zijn in het portaal {group.practices} goede werkpraktijken"
            " beschreven. Hoofdstuk {chapter:practices} geeft de stand.",
            withheld="",
            missing="Het portaal houdt over de uitwisseling van goede werkpraktijken in deze"
            " periode geen cijfers bij.",
        ),
    ),
    "task_trainings": (
        Variants(
            on="trainings.held",
            zero="In de verslagperiode is nog geen gezamenlijke opleiding gehouden.",
            one="In de verslagperiode is één gezamenlijke opleiding gehouden. Hoofdstuk"
            " {chapter:trainings} geeft de behoeften en de deelname.",
            other="In de verslagperiode zijn {trainings.held} gezamenlijke opleidingen gehouden."
            " Hoofdstuk {chapter:trainings} geeft de behoeften en de deelname.",
            withheld="",
            missing="Het portaal houdt over gezamenlijke opleidingen in deze periode geen cijfers"
            " bij.",
        ),
    ),
    "task_contacts": (
        "De adresgids van het portaal maakt per land zichtbaar wie kan worden aangesproken: zie"
        " hoofdstuk {chapter:contacts}. Het aantal organisaties in de adresgids bedraagt"
        " {directory.total.organisations}.",
    ),
    "task_mechanisms": (
        Variants(
            on="referrals",
            zero="In de verslagperiode is langs deze weg geen slachtoffer doorverwezen.",
            one="In de verslagperiode is langs deze weg één doorverwijzing verzonden.",
            other="In de verslagperiode zijn langs deze weg {referrals} doorverwijzingen verzonden"
            " en is op {answers.can_help|verzoek|verzoeken} met een toezegging geantwoord. De"
            " hoofdstukken {chapter:between} en {chapter:answers} geven de uitsplitsing.",
            withheld="Het aantal doorverwijzingen langs deze weg wordt niet getoond.",
        ),
    ),
    "task_instrument": (
        "Of er nood is aan een Benelux-rechtsinstrument, volgt niet uit cijfers alleen. De redenen"
        " van afwijzing in hoofdstuk {chapter:answers} laten zien waar een doorverwijzing in de"
        " praktijk strandt en kunnen bij dat onderzoek dienen. Hoofdstuk {chapter:instrument} geeft"
        " de stand van het onderzoek.",
    ),
    "task_report": (
        "De ad-hocwerkgroep stelt het concept van dit rapport op. De Benelux-werkgroep Mensenhandel"
        " stelt het rapport vast en zendt het aan het Benelux Comité van Ministers.",
    ),
    "method": (
        "De cijfers zijn geteld op {frozen} en daarna vastgelegd; tekst, tabellen en grafieken van"
        " de Nederlandse en de Franse versie verwijzen naar dezelfde vastgelegde cijfers. Het"
        " bestand figures.json bij dit rapport bevat ze in leesbare vorm voor computers.",
        "Geteld worden doorverwijzingen die in de verslagperiode zijn verzonden, naar de dag van"
        " verzending in de tijdzone van Brussel, de eerste en de laatste dag inbegrepen. Concepten"
        " tellen niet mee. Antwoorden en resultaten zijn meegenomen voor zover zij bij het tellen"
        " bekend waren, ook als zij na de verslagperiode vielen.",
        "Alleen doorverwijzingen via het portaal zijn geteld. Wat buiten het portaal om is gegaan,"
        " ontbreekt. De cijfers zeggen niets over het totale aantal slachtoffers van mensenhandel"
        " in de drie landen. Eén persoon kan in meer dan één doorverwijzing voorkomen: de telling"
        " gebruikt geen gegevens waarmee personen te herkennen zijn.",
        "Aantallen onder {threshold} worden niet getoond. Waar dat veel vakken zou treffen, zijn"
        " eerst categorieën samengenomen, in een vaste volgorde. Ook andere aantallen zijn"
        " weggelaten waar een klein aantal anders te berekenen was uit een totaal, een andere tabel"
        " of een eerder rapport; elke vrijgave is daarop getoetst. In gevoelige uitsplitsingen"
        " geldt dat ook voor nul. Tijden en percentages over minder dan {threshold} gevallen worden"
        " niet vermeld. Overal staat dan hetzelfde teken: –*.",
    ),
    "definitions": ("De begrippen in dit rapport betekenen het volgende.",),
    "sources": ("Dit rapport steunt op de volgende bronnen.",),
} | WORK
