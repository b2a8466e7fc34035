"""What a thorough sender adds of an invented person: guardian, clock of the residence, risk, care.

Thrown with dice of their own, so that what is counted of the year stays as it is.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from referrals.models import CodedValue

from .dice import Dice
from .people import NUMBERS, REGIONS, Profile, Weights

Kind = CodedValue.Kind

DOCUMENTS = {
    "nl_bedenktijd": "nl_departure_suspended",
    "nl_b83": "nl_permit",
    "be_annex15": "be_annex15",
    "be_ai": "be_ai",
    "be_acard": "be_acard",
    "lu_reflection": "lu_attestation",
    "lu_permit": "lu_permit",
}
GUARDIANS: dict[str, Weights] = {
    "NL": {"nidos": 6, "youth_court": 1, "none_yet": 2},
    "BE": {"guardianship_service": 6, "youth_court": 1, "none_yet": 2},
    "LU": {"administrator_ad_hoc": 6, "youth_court": 1, "none_yet": 2},
}
GUARDIANS_OF_CITIZENS: Weights = {"parent": 6, "youth_court": 3, "none_yet": 1}
INTERPRETER: Weights = {"needed": 5, "by_phone": 5, "same_sex": 2, "not_needed": 2, "unknown": 1}
LAST_CONTACT: Weights = {
    "ongoing": 1,
    "days": 4,
    "week": 4,
    "month": 4,
    "half_year": 2,
    "longer": 1,
    "unknown": 2,
}
CARE = {
    "medication": 0.12,
    "mental_health": 0.15,
    "injuries": 0.06,
    "chronic_illness": 0.05,
    "addiction": 0.04,
}
ACCESS = {"reading": 0.06, "walking": 0.03, "deaf": 0.01}
PORTAL_LANGUAGES = {"nl", "fr"}
RISKS = {
    "nl": "Verzonnen: een van de uitbuiters weet in welke stad de persoon was.",
    "fr": "Inventé : l’un des exploiteurs sait dans quelle ville se trouvait la personne.",
}
TEXTS = {
    "nl": {
        "documents": "Kopie van het paspoort (verzonnen); het origineel is er niet.",
        "whereabouts": "Bij de melder, op kantoor (verzonnen).",
        "avoid": "Een verzonnen oom van moederszijde.",
        "guardian_name": "Verzonnen Voogd",
        "guardian_authority": "Verzonnen rechtbank, sinds vorige week",
    },
    "fr": {
        "documents": "Copie du passeport (inventé) ; l’original manque.",
        "whereabouts": "Auprès du service, au bureau (inventé).",
        "avoid": "Un oncle maternel inventé.",
        "guardian_name": "Tutrice Inventée",
        "guardian_authority": "Tribunal inventé, depuis la semaine dernière",
    },
}


@dataclass
class Details:
    """Codes, counts and days by field; lists of codes by kind; texts of the identity; the risk."""

    fields: dict[str, object] = field(default_factory=dict)
    coded: dict[str, list[str]] = field(default_factory=dict)
    identity: dict[str, str] = field(default_factory=dict)
    risk: str = ""


def detail(
    dice: Dice, profile: Profile, *, country: str, destination: str, language: str, on: date
) -> Details:
    """What is added of a person met in `country`, by a sender who writes `language`, on a day."""
    found = Details()
    _person(dice, profile, found, country, on)
    _situation(dice, profile, found)
    _risk(dice, profile, found, destination, language)
    if profile.identity:
        _identity(dice, profile, found, country, language)
    return found


def _person(dice: Dice, profile: Profile, found: Details, country: str, on: date) -> None:
    stage = profile.fields["residence_stage"]
    if stage in DOCUMENTS:
        found.fields["residence_document"] = DOCUMENTS[stage]
        found.fields["residence_start"] = on - timedelta(days=dice.whole(2, 38))
    if profile.child:
        third = profile.fields["citizenship_group"] == "third"
        kinds = GUARDIANS[country] if third else GUARDIANS_OF_CITIZENS
        found.fields["guardian_kind"] = dice.pick(kinds)
    if not PORTAL_LANGUAGES & set(profile.coded[Kind.LANGUAGE]):
        found.fields["interpreter"] = dice.pick(INTERPRETER)


def _situation(dice: Dice, profile: Profile, found: Details) -> None:
    if not profile.child:
        found.fields["children"] = dice.whole(1, 2) if dice.chance(0.18) else 0
        found.fields["companions"] = 1 if dice.chance(0.08) else 0
    pregnant = {"pregnant": 0.08} if profile.fields["gender"] == "F" else {}
    found.coded[Kind.CARE_NEED] = dice.each(CARE | pregnant) or ["none"]
    found.coded[Kind.ACCESS_NEED] = dice.each(ACCESS)
    found.fields["last_contact"] = dice.pick(LAST_CONTACT)


def _risk(dice: Dice, profile: Profile, found: Details, destination: str, language: str) -> None:
    if profile.fields["risk_level"] not in {"high", "medium"}:
        return
    found.risk = RISKS[language]
    wanted = profile.fields["region"]
    others = {code: weight for code, weight in REGIONS[destination].items() if code != wanted}
    if others and dice.chance(0.5):
        found.coded[Kind.AVOID_REGION] = [dice.pick(others)]


def _identity(dice: Dice, profile: Profile, found: Details, country: str, language: str) -> None:
    texts = TEXTS[language]
    for name, chance in (("documents", 0.4), ("whereabouts", 0.5), ("avoid", 0.2)):
        if dice.chance(chance):
            found.identity[name] = texts[name]
    if "safe_contact" in profile.identity:
        found.identity["safe_to_write"] = "no" if dice.chance(0.7) else "yes"
    if profile.child and found.fields["guardian_kind"] != "none_yet":
        found.identity |= {
            "guardian_name": texts["guardian_name"],
            "guardian_phone": NUMBERS[country].format(dice.whole(0, 99)),
            "guardian_authority": texts["guardian_authority"],
        }
