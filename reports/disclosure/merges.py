"""The written order in which categories become coarser, before any count is withheld.

Each table goes from stage to stage until it can be read (`coarsening.py` chooses). A stage says all
that becomes one along rows, columns or layers. After the last stage a table shows its total alone.
docs/disclosure-control.md tells readers the order.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from reports.figures import Groups

NL, FR, EN = "nl", "fr", "en"


@dataclass(frozen=True)
class Stage:
    """Groups along each axis; `no_columns` leaves the rows with their sums alone."""

    rows: Groups = ()
    columns: Groups = ()
    layers: Groups = ()
    no_columns: bool = False


# What a merged category is called: Dutch, French, English.
NAMES: dict[str, tuple[str, str, str]] = {
    "adult_unknown": (
        "Meerderjarig of niet vermeld",
        "Majeur ou âge non indiqué",
        "Adult, or age not recorded",
    ),
    "gender_other": (
        "X, onbekend of niet vermeld",
        "X, inconnu ou non indiqué",
        "X, unknown or not recorded",
    ),
    "not_F": (
        "Man, X, onbekend of niet vermeld",
        "Homme, X, inconnu ou non indiqué",
        "Man, X, unknown or not recorded",
    ),
    "eu_any": ("Andere EU-lidstaat", "Autre État membre de l’UE", "Another EU member state"),
    "third_any": (
        "Land buiten de EU, of staatloos",
        "Pays hors de l’UE, ou apatride",
        "A country outside the EU, or stateless",
    ),
    "not_eu": (
        "Land buiten de EU, staatloos of onbekend",
        "Pays hors de l’UE, apatride ou inconnu",
        "A country outside the EU, stateless or unknown",
    ),
    "eu_citizen": ("EU-lidstaat", "État membre de l’UE", "An EU member state"),
    "form_rare": ("Andere of onbekende vorm", "Autre forme ou inconnue", "Other form, or unknown"),
    "labour_any": (
        "Arbeid of huishoudelijke dienstbaarheid",
        "Travail ou servitude domestique",
        "Labour or domestic servitude",
    ),
    "coerced_acts": (
        "Bedelarij of criminele activiteiten",
        "Mendicité ou activités criminelles",
        "Begging or criminal activities",
    ),
    "form_other": (
        "Andere vorm dan seksuele uitbuiting of arbeid",
        "Autre forme que l’exploitation sexuelle ou le travail",
        "A form other than sexual exploitation or labour",
    ),
    "form_not_sexual": (
        "Andere vorm dan seksuele uitbuiting",
        "Autre forme que l’exploitation sexuelle",
        "A form other than sexual exploitation",
    ),
    "need_safety": (
        "Opvang of bescherming",
        "Hébergement ou protection",
        "Accommodation or protection",
    ),
    "need_health": (
        "Medische of psychologische hulp",
        "Aide médicale ou psychologique",
        "Medical or psychological help",
    ),
    "need_law": (
        "Recht, verblijf of documenten",
        "Droit, séjour ou documents",
        "Law, residence or documents",
    ),
    "need_life": (
        "Dagelijks leven, werk of onderwijs",
        "Vie quotidienne, travail ou enseignement",
        "Daily life, work or education",
    ),
    "need_other": (
        "Tolk, voogdij of terugkeer",
        "Interprète, tutelle ou retour",
        "Interpreter, guardianship or return",
    ),
    "need_care": (
        "Opvang, bescherming of zorg",
        "Hébergement, protection ou soins",
        "Accommodation, protection or care",
    ),
    "need_not_care": ("Andere behoefte", "Autre besoin", "Another need"),
    "within_hours": ("Noodgeval of spoed", "Danger immédiat ou urgence", "Emergency or urgent"),
    "within_days": ("Minder dringend", "Moins urgent", "Less urgent"),
    "no_reply": (
        "Doorgestuurd, vervallen of nog zonder antwoord",
        "Transmise, caduque ou encore sans réponse",
        "Passed on, lapsed or still without an answer",
    ),
    "no_yes": ("Geen toezegging", "Pas d’acceptation", "Not accepted"),
    "reason_means": (
        "Geen plaats, middelen of passende zorg",
        "Pas de place, de moyens ou de soins adaptés",
        "No place, means or suitable care",
    ),
    "reason_competence": (
        "Niet bevoegd of niet de doelgroep",
        "Pas compétent ou pas le public cible",
        "Not competent, or not the target group",
    ),
    "reason_other": ("Andere reden", "Autre motif", "Another reason"),
    "outcome_help": (
        "Geholpen door een organisatie",
        "Aidée par une organisation",
        "Helped by an organisation",
    ),
    "outcome_status": (
        "Bedenktijd of status toegekend",
        "Délai de réflexion ou statut accordé",
        "Reflection period or status granted",
    ),
    "outcome_advice": (
        "Advies of verdere doorverwijzing",
        "Avis ou nouvelle orientation",
        "Advice or a further referral",
    ),
    "outcome_left": (
        "Vertrokken of niet aangekomen",
        "Partie ou non arrivée",
        "Left or did not arrive",
    ),
    "outcome_other": (
        "Ander resultaat of niet vermeld",
        "Autre résultat ou non indiqué",
        "Another outcome, or not recorded",
    ),
    "outcome_any_help": (
        "Geholpen, of bedenktijd of status toegekend",
        "Aidée, ou délai de réflexion ou statut accordé",
        "Helped, or reflection period or status granted",
    ),
    "outcome_no_help": ("Ander resultaat", "Autre résultat", "Another outcome"),
    "carried_over": ("Overgedragen of afgesloten", "Remise ou clôturée", "Handed over or closed"),
    "not_carried_over": (
        "In behandeling of ingetrokken",
        "En cours ou retirée",
        "Open or withdrawn",
    ),
    "not_wholly": ("Ten dele of nee", "En partie ou non", "Partly or no"),
    "adequacy_answered": ("Beantwoord", "Avec réponse", "Answered"),
    "sender_help": (
        "Opvang, hulpverlening of zorg",
        "Accueil, aide ou soins",
        "Reception, assistance or care",
    ),
    "sender_police": (
        "Politie, justitie, migratie of inspectie",
        "Police, justice, migration ou inspection",
        "Police, justice, migration or inspection",
    ),
    "sender_other": ("Andere organisatie", "Autre organisation", "Another organisation"),
}

CHILD_AND_REST: Groups = (("adult_unknown", ("adult", "unknown")),)
GENDER_1: Groups = (("gender_other", ("X", "unknown")),)
GENDER_2: Groups = (("not_F", ("M", "X", "unknown")),)
RARE = ("organ", "slavery", "forced_marriage", "illegal_adoption", "surrogacy", "other", "unknown")
HOURS: Groups = (("within_hours", ("emergency", "urgent")),)
DAYS: Groups = (*HOURS, ("within_days", ("priority", "standard", "unknown")))
URGENCY = (Stage(HOURS), Stage(DAYS))
MEANS = ("no_capacity", "funding", "care_too_complex")
COMPETENCE = (
    "not_target_group",
    "not_competent",
    "no_indication",
    "no_exploitation_here",
    "no_residence_basis",
)
OTHER_REASON = ("safety_risk", "no_consent", "incomplete", "other", "unknown")
HELPED, GRANTED = ("sheltered", "ambulatory"), ("reflection_granted", "status_granted")
ADVICE = ("advice_only", "onward_referral")
LEFT = ("returned", "ended_by_person", "disappeared", "not_arrived")
OTHER_OUTCOME = ("not_victim", "unknown", "unrecorded")
SAFETY = ("safe_accommodation", "protection")
HEALTH = ("emergency_medical", "medical", "psychological")
LAW = ("legal", "residence", "criminal_procedure", "compensation", "documents")
LIFE = ("material", "social", "education", "work", "childcare")
OTHER_NEED = ("interpreter", "guardian", "return")
ASSISTANCE = (
    "specialised_centre",
    "coordination_centre",
    "shelter",
    "minors_centre",
    "guardianship",
    "health_care",
    "victim_support",
    "ngo",
    "helpline",
)
AUTHORITY = (
    "police",
    "public_prosecutor",
    "immigration_service",
    "labour_inspectorate",
    "social_inspectorate",
)
OTHER_SENDER = (
    "integration_service",
    "reception_authority",
    "municipality",
    "ministry",
    "national_rapporteur",
    "benelux_body",
    "unknown",
)

# Family -> its stages after the first, in order. A family that is not here has none but its total.
ORDER: Mapping[str, tuple[Stage, ...]] = {
    "pairs": (Stage(no_columns=True),),
    "ages": (Stage(CHILD_AND_REST),),
    "genders": (Stage(GENDER_1), Stage(GENDER_2)),
    "persons": (
        Stage(GENDER_1, layers=CHILD_AND_REST),
        Stage(GENDER_2, layers=CHILD_AND_REST),
        Stage(GENDER_2, layers=CHILD_AND_REST, no_columns=True),
    ),
    "citizenship": (
        Stage((("eu_any", ("benelux", "eu")), ("third_any", ("eea_ch", "third", "stateless")))),
        Stage(
            (
                ("eu_any", ("benelux", "eu")),
                ("not_eu", ("eea_ch", "third", "stateless", "unknown")),
            )
        ),
        Stage(
            (
                ("eu_citizen", ("national", "benelux", "eu")),
                ("not_eu", ("eea_ch", "third", "stateless", "unknown")),
            )
        ),
    ),
    "forms": (
        Stage((("form_rare", RARE),)),
        Stage(
            (
                ("form_rare", RARE),
                ("labour_any", ("labour", "domestic_servitude")),
                ("coerced_acts", ("begging", "criminal")),
            )
        ),
        Stage(
            (
                ("labour_any", ("labour", "domestic_servitude")),
                ("form_other", ("begging", "criminal", *RARE)),
            )
        ),
        Stage(
            (("form_not_sexual", ("labour", "domestic_servitude", "begging", "criminal", *RARE)),)
        ),
    ),
    "needs": (
        Stage(
            (
                ("need_safety", SAFETY),
                ("need_health", HEALTH),
                ("need_law", LAW),
                ("need_life", LIFE),
                ("need_other", OTHER_NEED),
            )
        ),
        Stage(
            (
                ("need_care", (*SAFETY, *HEALTH)),
                ("need_law", LAW),
                ("need_not_care", (*LIFE, *OTHER_NEED)),
            )
        ),
    ),
    "urgency": URGENCY,
    "answered": URGENCY,
    "answers": (
        Stage((("no_reply", ("passed_on", "cancelled", "waiting")),)),
        Stage((("no_yes", ("cannot_help", "passed_on", "cancelled", "waiting")),)),
    ),
    "reasons": (
        Stage(
            (
                ("reason_means", MEANS),
                ("reason_competence", COMPETENCE),
                ("reason_other", OTHER_REASON),
            )
        ),
        Stage((("reason_means", MEANS), ("reason_other", (*COMPETENCE, *OTHER_REASON)))),
    ),
    "outcomes": (
        Stage(
            (
                ("outcome_help", HELPED),
                ("outcome_status", GRANTED),
                ("outcome_advice", ADVICE),
                ("outcome_left", LEFT),
                ("outcome_other", OTHER_OUTCOME),
            )
        ),
        Stage(
            (
                ("outcome_any_help", (*HELPED, *GRANTED)),
                ("outcome_no_help", (*ADVICE, *LEFT, *OTHER_OUTCOME)),
            )
        ),
    ),
    "states": (
        Stage((("carried_over", ("handed_over", "closed")),)),
        Stage(
            (
                ("carried_over", ("handed_over", "closed")),
                ("not_carried_over", ("open", "withdrawn")),
            )
        ),
    ),
    "adequacy": (
        Stage((("not_wholly", ("partly", "no")),)),
        Stage((("adequacy_answered", ("yes", "partly", "no")),)),
    ),
    "senders": (
        Stage(
            (
                ("sender_help", ASSISTANCE),
                ("sender_police", AUTHORITY),
                ("sender_other", OTHER_SENDER),
            )
        ),
        Stage((("sender_help", ASSISTANCE), ("sender_other", (*AUTHORITY, *OTHER_SENDER)))),
    ),
}


def stages_of(family: str, rows: Iterable[str]) -> tuple[Stage, ...]:
    """The stages of a family after the first; those of months come from the calendar."""
    if family != "months":
        return ORDER.get(family, ())
    months = tuple(rows)
    return Stage(_by(months, quarter_of)), Stage(_by(months, lambda month: month[:4]))


def quarter_of(month: str) -> str:
    """The quarter of a month: 2017-Q2 of 2017-05."""
    return f"{month[:4]}-Q{(int(month[5:7]) + 2) // 3}"


def _by(months: Iterable[str], named: Callable[[str], str]) -> Groups:
    found: dict[str, list[str]] = {}
    for month in months:
        found.setdefault(named(month), []).append(month)
    return tuple((name, tuple(members)) for name, members in found.items())
