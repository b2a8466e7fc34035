"""Definitions of what is counted of referrals and requests."""

from reports.definitions.words import Definition, Words

COUNTED = Words(
    "Geteld naar de dag van verzending, in de tijd van Brussel; concepten tellen niet.",
    "Comptées au jour de l’envoi, à l’heure de Bruxelles ; les brouillons ne comptent pas.",
    "Counted by the day of sending, in Brussels’ time; drafts do not count.",
)
REFERRALS = (
    Definition(
        "referrals",
        Words("Doorverwijzingen", "Orientations", "Referrals"),
        Words(
            "Het vragen van hulp voor één slachtoffer aan een of meer organisaties in een ander"
            " land. " + COUNTED.nl,
            "La demande d’aide pour une victime à une ou plusieurs organisations d’un autre pays. "
            + COUNTED.fr,
            "Asking one or more organisations of another country to help one victim. " + COUNTED.en,
        ),
    ),
    Definition(
        "pairs",
        Words(
            "Doorverwijzingen van land naar land",
            "Orientations d’un pays à l’autre",
            "Referrals from country to country",
        ),
        Words(
            "Het land van de verzendende organisatie en het land van bestemming van elke"
            " doorverwijzing.",
            "Le pays de l’organisation qui envoie et le pays de destination de chaque orientation.",
            "The country of the sending organisation and the country of destination of each"
            " referral.",
        ),
        Words("Land van verzending", "Pays d’envoi", "Sending country"),
    ),
    Definition(
        "pairs@received",
        Words(
            "Doorverwijzingen naar land van bestemming",
            "Orientations par pays de destination",
            "Referrals by country of destination",
        ),
        Words(
            "Elke doorverwijzing naar haar land van bestemming.",
            "Chaque orientation selon son pays de destination.",
            "Each referral by its country of destination.",
        ),
        Words("Land van bestemming", "Pays de destination", "Country of destination"),
    ),
    Definition(
        "months",
        Words("Doorverwijzingen per maand", "Orientations par mois", "Referrals by month"),
        Words(
            "De maand waarin de doorverwijzing is verzonden.",
            "Le mois d’envoi de l’orientation.",
            "The month in which the referral was sent.",
        ),
        Words("Maand", "Mois", "Month"),
    ),
    Definition(
        "senders",
        Words(
            "Doorverwijzingen naar soort verzender",
            "Orientations par type d’expéditeur",
            "Referrals by kind of sender",
        ),
        Words(
            "De soort organisatie die de doorverwijzing heeft verzonden, zoals zij in de adresgids"
            " staat; in de statistiek van de EU de registrerende organisatie.",
            "Le type de l’organisation qui a envoyé l’orientation, selon l’annuaire ; dans les"
            " statistiques de l’UE, l’organisation qui enregistre.",
            "The kind of organisation that sent the referral, as the directory has it; in EU"
            " statistics the registering organisation.",
        ),
        Words("Soort organisatie", "Type d’organisation", "Kind of organisation"),
    ),
    Definition(
        "ages",
        Words("Doorverwijzingen naar leeftijd", "Orientations par âge", "Referrals by age"),
        Words(
            "Minderjarig is jonger dan achttien jaar, of vermoedelijk minderjarig bij een onzekere"
            " leeftijd; naar wat de verzender bij verzending heeft vermeld.",
            "Est mineure toute personne de moins de dix-huit ans, ou présumée mineure si l’âge est"
            " incertain ; selon l’indication de l’expéditeur lors de l’envoi.",
            "A child is under eighteen, or presumed to be a child where the age is uncertain; as"
            " the sender recorded it on sending.",
        ),
        Words("Leeftijd", "Âge", "Age"),
    ),
    Definition(
        "genders",
        Words("Doorverwijzingen naar geslacht", "Orientations par sexe", "Referrals by gender"),
        Words(
            "Zoals de verzender het heeft vermeld.",
            "Selon l’indication de l’expéditeur.",
            "As the sender recorded it.",
        ),
        Words("Geslacht", "Sexe", "Gender"),
    ),
    Definition(
        "persons",
        Words(
            "Doorverwijzingen naar geslacht en land van verzending",
            "Orientations par sexe et pays d’envoi",
            "Referrals by gender and sending country",
        ),
        Words(
            "Elke doorverwijzing naar het geslacht van de persoon en het land van de verzender;"
            " waar dat kan ook per leeftijdsgroep.",
            "Chaque orientation selon le sexe de la personne et le pays de l’expéditeur ; aussi par"
            " groupe d’âge, lorsque c’est possible.",
            "Each referral by the person’s gender and the sender’s country; also by age group where"
            " that is possible.",
        ),
        Words("Geslacht", "Sexe", "Gender"),
    ),
    Definition(
        "citizenship",
        Words(
            "Doorverwijzingen naar nationaliteitsgroep",
            "Orientations par groupe de nationalité",
            "Referrals by citizenship group",
        ),
        Words(
            "De groep van de nationaliteit, gezien vanuit het land van verzending, zoals Eurostat"
            " ze onderscheidt: het eigen land, de EU, daarbuiten.",
            "Le groupe de la nationalité, vu du pays d’envoi, tel que le distingue Eurostat : le"
            " pays même, l’UE, hors de l’UE.",
            "The group of the citizenship, seen from the sending country, as Eurostat distinguishes"
            " them: the country itself, the EU, outside it.",
        ),
        Words("Nationaliteitsgroep", "Groupe de nationalité", "Citizenship group"),
    ),
    Definition(
        "forms",
        Words(
            "Doorverwijzingen naar vorm van uitbuiting",
            "Orientations par forme d’exploitation",
            "Referrals by form of exploitation",
        ),
        Words(
            "De vormen die de verzender heeft vermeld. Een doorverwijzing kan er meer dan één"
            " hebben; de rijen tellen daarom niet op.",
            "Les formes indiquées par l’expéditeur. Une orientation peut en avoir plusieurs ; les"
            " lignes ne s’additionnent donc pas.",
            "The forms that the sender recorded. A referral may have more than one, so that the"
            " rows do not add up.",
        ),
        Words("Vorm van uitbuiting", "Forme d’exploitation", "Form of exploitation"),
    ),
    Definition(
        "needs",
        Words("Doorverwijzingen naar behoefte", "Orientations par besoin", "Referrals by need"),
        Words(
            "De behoeften die de verzender heeft vermeld. Een doorverwijzing kan er meer dan één"
            " hebben; de rijen tellen daarom niet op.",
            "Les besoins indiqués par l’expéditeur. Une orientation peut en avoir plusieurs ; les"
            " lignes ne s’additionnent donc pas.",
            "The needs that the sender recorded. A referral may have more than one, so that the"
            " rows do not add up.",
        ),
        Words("Behoefte", "Besoin", "Need"),
    ),
    Definition(
        "urgency",
        Words("Doorverwijzingen naar urgentie", "Orientations par urgence", "Referrals by urgency"),
        Words(
            "De urgentie die de verzender heeft gekozen.",
            "L’urgence choisie par l’expéditeur.",
            "The urgency that the sender chose.",
        ),
        Words("Urgentie", "Urgence", "Urgency"),
    ),
    Definition(
        "states",
        Words(
            "Stand van de doorverwijzingen",
            "Situation des orientations",
            "Where the referrals stand",
        ),
        Words(
            "De stand op het ogenblik waarop de cijfers zijn vastgelegd.",
            "La situation au moment où les chiffres ont été figés.",
            "The state at the moment at which the figures were frozen.",
        ),
        Words("Stand", "Situation", "State"),
    ),
    Definition(
        "outcomes",
        Words(
            "Resultaat van afgesloten doorverwijzingen",
            "Résultat des orientations clôturées",
            "Outcome of closed referrals",
        ),
        Words(
            "Het resultaat dat bij het afsluiten is vermeld.",
            "Le résultat indiqué à la clôture.",
            "The outcome recorded on closing.",
        ),
        Words("Resultaat", "Résultat", "Outcome"),
    ),
    Definition(
        "handed",
        Words("Overgedragen doorverwijzingen", "Orientations avec remise", "Referrals handed over"),
        Words(
            "Doorverwijzingen waarbij de ontvangende organisatie de begeleiding heeft overgenomen,"
            " ook als zij daarna zijn afgesloten.",
            "Orientations pour lesquelles l’organisation destinataire a repris l’accompagnement,"
            " même si elles ont été clôturées ensuite.",
            "Referrals whose receiving organisation has taken over the support, also when they were"
            " closed since.",
        ),
        Words("Overdracht", "Remise", "Handover"),
    ),
    Definition(
        "handover",
        Words("Tijd tot de overdracht", "Délai jusqu’à la remise", "Time to the handover"),
        Words(
            "De uren van verzending tot overdracht. Mediaan: de helft van de gevallen ligt eronder;"
            " 90e percentiel: negen op de tien.",
            "Les heures entre l’envoi et la remise. Médiane : la moitié des cas est en dessous ;"
            " 90e centile : neuf sur dix.",
            "Hours from sending to handover. Median: half of the cases lie below; 90th percentile:"
            " nine in ten.",
        ),
    ),
    Definition(
        "answers",
        Words("Verzoeken naar antwoord", "Demandes par réponse", "Requests by answer"),
        Words(
            "Een verzoek is het deel van een doorverwijzing dat aan één organisatie is gericht. Een"
            " toezegging telt ook als een andere organisatie is gekozen.",
            "Une demande est la partie d’une orientation adressée à une seule organisation. Une"
            " acceptation compte même si une autre organisation a été choisie.",
            "A request is the part of a referral that is put to one organisation. A yes counts also"
            " when another organisation was chosen.",
        ),
        Words("Antwoord", "Réponse", "Answer"),
    ),
    Definition(
        "reasons",
        Words("Redenen van afwijzing", "Motifs de refus", "Reasons for declining"),
        Words(
            "De reden die bij elke afwijzing van een verzoek is vermeld.",
            "Le motif indiqué à chaque refus d’une demande.",
            "The reason recorded each time a request was declined.",
        ),
        Words("Reden", "Motif", "Reason"),
    ),
    Definition(
        "waiting",
        Words("Verzoeken zonder antwoord", "Demandes sans réponse", "Requests without an answer"),
        Words(
            "Verzoeken die op het ogenblik van vastleggen op antwoord wachtten, binnen of na de"
            " streeftijd.",
            "Demandes qui attendaient une réponse au moment où les chiffres ont été figés, dans le"
            " délai indicatif ou après.",
            "Requests that waited for an answer when the figures were frozen, within the indicative"
            " time or after it.",
        ),
        Words("Streeftijd", "Délai indicatif", "Indicative time"),
    ),
    Definition(
        "times",
        Words(
            "Tijd tot het eerste antwoord", "Délai de première réponse", "Time to the first answer"
        ),
        Words(
            "De uren van verzending tot de eerste toezegging of afwijzing, van welke organisatie"
            " ook. Mediaan: de helft van de gevallen ligt eronder; 90e percentiel: negen op de"
            " tien.",
            "Les heures entre l’envoi et la première acceptation ou le premier refus, de quelque"
            " organisation que ce soit. Médiane : la moitié des cas est en dessous ; 90e centile :"
            " neuf sur dix.",
            "Hours from sending to the first yes or no of any organisation. Median: half of the"
            " cases lie below; 90th percentile: nine in ten.",
        ),
        Words("Urgentie", "Urgence", "Urgency"),
    ),
    Definition(
        "answered",
        Words(
            "Beantwoorde doorverwijzingen naar urgentie",
            "Orientations avec réponse, par urgence",
            "Answered referrals by urgency",
        ),
        Words(
            "Doorverwijzingen die ten minste één toezegging of afwijzing kregen.",
            "Orientations ayant reçu au moins une acceptation ou un refus.",
            "Referrals that had at least one yes or no.",
        ),
        Words("Urgentie", "Urgence", "Urgency"),
    ),
    Definition(
        "punctuality",
        Words(
            "Eerste antwoorden en de streeftijd",
            "Premières réponses et délai indicatif",
            "First answers and the indicative time",
        ),
        Words(
            "Het eerste antwoord binnen of na de streeftijd van de urgentie. De streeftijd is geen"
            " verplichting.",
            "La première réponse dans le délai indicatif de l’urgence, ou après. Ce délai n’est pas"
            " une obligation.",
            "The first answer within or after the indicative time of the urgency. That time is no"
            " obligation.",
        ),
        Words("Eerste antwoord", "Première réponse", "First answer"),
    ),
)
