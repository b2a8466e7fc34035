"""Invented people: what a sender would know, spread as one would expect it.

Nothing is taken from a real case. The shares are the authors' own guess of a plausible year, not
figures of any country; names say themselves that they are invented, phone numbers do not exist.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from referrals.codes import CONSENT_BASES, NO_IDENTITY_BASES
from referrals.models import CodedValue

from .dice import Dice

Kind = CodedValue.Kind
Weights = dict[str, float]

FORMS: Weights = {
    "sexual": 40,
    "labour": 30,
    "criminal": 10,
    "domestic_servitude": 8,
    "begging": 5,
    "unknown": 4,
    "other": 2,
    "slavery": 0.8,
    "organ": 0.4,
}
SECTORS: dict[str, Weights] = {
    "sexual": {"prostitution": 6, "online": 3, "personal_care": 1},
    "labour": {
        "construction": 5,
        "horeca": 4,
        "agriculture": 4,
        "transport": 2,
        "cleaning": 2,
        "retail": 2,
        "personal_care": 1,
    },
    "criminal": {"drugs": 5, "theft": 5},
    "domestic_servitude": {"domestic_work": 1},
    "begging": {"street": 1},
}
GENDERS: dict[str, Weights] = {
    "sexual": {"F": 90, "M": 6, "X": 3, "U": 1},
    "labour": {"M": 68, "F": 31, "U": 1},
    "criminal": {"M": 70, "F": 29, "U": 1},
    "domestic_servitude": {"F": 88, "M": 12},
    "begging": {"F": 50, "M": 50},
}
ANY_GENDER: Weights = {"F": 55, "M": 42, "X": 1, "U": 2}
AGES: dict[str, Weights] = {
    "sexual": {
        "12-14": 3,
        "15-17": 15,
        "18-22": 30,
        "23-29": 27,
        "30-44": 16,
        "45+": 2,
        "presumed_minor": 4,
        "unknown_adult": 3,
    },
    "criminal": {"12-14": 8, "15-17": 28, "18-22": 28, "23-29": 18, "30-44": 13, "45+": 5},
    "begging": {"0-11": 12, "12-14": 16, "15-17": 16, "18-22": 14, "23-29": 16, "30-44": 26},
}
ADULT_AGES: Weights = {"15-17": 3, "18-22": 16, "23-29": 29, "30-44": 38, "45+": 12}
CHILDREN = {"0-11": 9, "12-14": 13, "15-17": 16, "presumed_minor": 16}
YEARS = {**CHILDREN, "18-22": 20, "23-29": 26, "30-44": 36, "45+": 50, "unknown_adult": 30}

NEEDS: dict[str, Weights] = {
    "sexual": {
        "safe_accommodation": 0.7,
        "psychological": 0.5,
        "protection": 0.35,
        "medical": 0.3,
        "legal": 0.35,
        "residence": 0.3,
        "childcare": 0.08,
    },
    "labour": {
        "legal": 0.5,
        "compensation": 0.5,
        "safe_accommodation": 0.4,
        "interpreter": 0.35,
        "residence": 0.2,
        "work": 0.2,
        "documents": 0.15,
        "return": 0.15,
    },
}
ANY_NEEDS: Weights = {
    "safe_accommodation": 0.55,
    "social": 0.4,
    "legal": 0.35,
    "psychological": 0.3,
    "interpreter": 0.2,
    "criminal_procedure": 0.15,
    "material": 0.15,
    "return": 0.12,
}
REASONS: Weights = {
    "exploited_elsewhere": 24,
    "safety": 20,
    "several_countries": 13,
    "family": 11,
    "investigation": 9,
    "own_wish": 8,
    "residence_right": 5,
    "return_home": 4,
    "information": 3,
    "language": 2,
    "capacity": 1,
}
DETECTED_BY: Weights = {
    "police": 36,
    "ngo": 20,
    "labour_inspection": 10,
    "self": 9,
    "border": 6,
    "health": 6,
    "immigration": 5,
    "youth": 4,
    "public": 2,
    "judiciary": 2,
}
# Nationality in Dutch and French, citizenship group, languages.
ORIGINS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "RO": ("Roemeense", "roumaine", "eu", ("ro",)),
    "BG": ("Bulgaarse", "bulgare", "eu", ("bg",)),
    "HU": ("Hongaarse", "hongroise", "eu", ("hu",)),
    "PL": ("Poolse", "polonaise", "eu", ("pl",)),
    "PT": ("Portugese", "portugaise", "eu", ("pt",)),
    "NG": ("Nigeriaanse", "nigériane", "third", ("en", "ig")),
    "AL": ("Albanese", "albanaise", "third", ("sq",)),
    "MA": ("Marokkaanse", "marocaine", "third", ("ar", "fr")),
    "VN": ("Vietnamese", "vietnamienne", "third", ("vi",)),
    "CN": ("Chinese", "chinoise", "third", ("zh",)),
    "BR": ("Braziliaanse", "brésilienne", "third", ("pt",)),
    "IN": ("Indiase", "indienne", "third", ("hi", "en")),
    "ER": ("Eritrese", "érythréenne", "third", ("ti",)),
    "NL": ("Nederlandse", "néerlandaise", "home", ("nl",)),
    "BE": ("Belgische", "belge", "home", ("fr", "nl")),
}
ORIGIN_SHARES: Weights = {
    "RO": 18,
    "BG": 14,
    "NG": 14,
    "HU": 7,
    "PL": 7,
    "AL": 6,
    "NL": 7,
    "BE": 6,
    "MA": 5,
    "VN": 4,
    "BR": 3,
    "CN": 3,
    "IN": 2,
    "PT": 2,
    "ER": 2,
}
STAGES: dict[str, Weights] = {
    "NL": {"nl_bedenktijd": 5, "nl_b83": 2, "asylum": 1, "dublin": 1, "none": 3, "unknown": 1},
    "BE": {"be_annex15": 5, "be_ai": 3, "be_acard": 1, "asylum": 1, "none": 3, "unknown": 1},
    "LU": {"lu_reflection": 4, "lu_permit": 2, "asylum": 1, "none": 2, "unknown": 1},
}
REGIONS: dict[str, Weights] = {
    "NL": {"NL32": 4, "NL36": 5, "NL41": 4, "NL42": 3, "NL34": 2, "NL22": 2, "NL35": 2, "NL11": 1},
    "BE": {"BE10": 6, "BE21": 6, "BE33": 4, "BE23": 3, "BE32": 2, "BE22": 2, "BE25": 2, "BE34": 1},
    "LU": {"LU00": 1},
}
CRIMINAL_STAGES: Weights = {
    "none": 20,
    "considering": 22,
    "reported": 18,
    "cooperates": 14,
    "investigation": 18,
    "trial": 2,
    "unknown": 6,
}
INDICATORS: dict[str, Weights] = {
    "sexual": {"earnings_taken": 4, "violence": 3, "forced_sex": 4, "debt": 2, "moved_around": 3},
    "labour": {"low_pay": 5, "long_hours": 5, "papers_taken": 2, "sleeps_at_work": 3, "debt": 2},
}
ANY_INDICATORS: Weights = {
    "isolated": 3,
    "fear": 3,
    "promise_broken": 3,
    "no_free_movement": 3,
    "unknown_address": 2,
    "family_threat": 2,
}
URGENCIES: Weights = {"standard": 47, "priority": 33, "urgent": 15, "emergency": 5}
# No such numbers are given out: 000 follows the prefix.
NUMBERS = {"NL": "+31 20 000 {:04d}", "BE": "+32 2 000 {:02d} 17", "LU": "+352 000 {:03d}"}
NAMES = {"nl": ("Demo", "Verzonnen {:03d}"), "fr": ("Demo", "Inventée {:03d}")}


@dataclass(frozen=True)
class Profile:
    """What a sender fills in. `consent_basis` is "" where no identity may be released."""

    fields: dict[str, str]
    coded: dict[str, list[str]]
    identity: dict[str, str]
    consent_basis: str

    @property
    def child(self) -> bool:
        return self.fields["age_group"] in CHILDREN


def invent(
    dice: Dice, *, number: int, country: str, destination: str, language: str, today: date
) -> Profile:
    """The person of case `number`, met in `country` and referred to `destination`.

    `language` (nl or fr) is the sender's: that of the texts in the identity.
    """
    form = dice.pick(FORMS)
    age_group = dice.pick(AGES.get(form, ADULT_AGES))
    origin = dice.pick(ORIGIN_SHARES)
    basis = _basis(dice, child=age_group in CHILDREN)
    fields = {
        "urgency": dice.pick(URGENCIES),
        "reason": dice.pick(REASONS),
        "age_group": age_group,
        "gender": dice.pick(GENDERS.get(form, ANY_GENDER)),
        "citizenship_group": _citizenship(origin, country),
        "victim_status": dice.pick({"presumed": 52, "identified": 26, "potential": 22}),
        "detected_by": dice.pick(DETECTED_BY),
        "country_of_detection": country if dice.chance(0.9) else destination,
        "criminal_stage": dice.pick(CRIMINAL_STAGES),
        "risk_level": dice.pick(
            {"high": 18, "medium": 34, "low": 25, "none": 8, "not_assessed": 15}
        ),
        "region": dice.pick(REGIONS[destination]),
        "callback_number": NUMBERS[country].format(dice.whole(0, 99)),
        "legal_basis": basis,
    }
    third = fields["citizenship_group"] == "third"
    fields["residence_stage"] = dice.pick(STAGES[country]) if third else "not_applicable"
    return Profile(
        fields=fields,
        coded=_coded(dice, form, origin, country, destination, child=age_group in CHILDREN),
        identity={}
        if basis in NO_IDENTITY_BASES
        else _identity(dice, number, origin, language, age_group, today),
        consent_basis="" if basis in NO_IDENTITY_BASES else basis,
    )


def speaks(profile: Profile) -> str:
    """The first language of the conversation."""
    return profile.coded[Kind.LANGUAGE][0]


def asks_for_consent(profile: Profile) -> bool:
    """Whether the identity is released by consent, and not on another basis."""
    return profile.consent_basis in CONSENT_BASES


def _basis(dice: Dice, *, child: bool) -> str:
    if child:
        return dice.pick({"guardian_consent": 80, "vital_interest": 12, "legal_task": 8})
    return dice.pick(
        {
            "explicit_consent": 80,
            "legal_task": 6,
            "anonymous": 5,
            "law_enforcement": 4,
            "vital_interest": 3,
            "refused": 2,
        }
    )


def _citizenship(origin: str, country: str) -> str:
    group = ORIGINS[origin][2]
    if group != "home":
        return group
    return "national" if origin == country else "benelux"


def _coded(
    dice: Dice, form: str, origin: str, country: str, destination: str, *, child: bool
) -> dict[str, list[str]]:
    forms = [form]
    if form in {"sexual", "labour", "begging"} and dice.chance(0.1):
        forms.append("criminal")
    needs = dice.each(NEEDS.get(form, ANY_NEEDS)) or ["social"]
    if child and dice.chance(0.8):
        needs.append("guardian")
    countries = [country] if dice.chance(0.55) else [destination]
    if dice.chance(0.3):
        countries = [country, destination]
    languages = list(ORIGINS[origin][3])
    if "en" not in languages and dice.chance(0.3):
        languages.append("en")
    return {
        Kind.EXPLOITATION_FORM: forms,
        Kind.EXPLOITATION_SECTOR: [dice.pick(SECTORS.get(form, {"unknown": 1}))],
        Kind.EXPLOITATION_COUNTRY: countries,
        Kind.NEED: needs,
        Kind.LANGUAGE: languages,
        Kind.INDICATOR: dice.some(ANY_INDICATORS | INDICATORS.get(form, {}), dice.whole(1, 4)),
    }


def _identity(
    dice: Dice, number: int, origin: str, language: str, age_group: str, today: date
) -> dict[str, str]:
    given, family = NAMES[language]
    born = today - timedelta(days=365.25 * YEARS[age_group] + dice.whole(0, 360))
    dutch, french, _group, _languages = ORIGINS[origin]
    texts = {
        "given_names": given,
        "family_name": family.format(number),
        "birth_date": born.isoformat(),
        "nationality": dutch if language == "nl" else french,
    }
    if dice.chance(0.4):
        texts["safe_contact"] = (
            "Alleen via de hulpverlener (verzonnen)"
            if language == "nl"
            else "Uniquement par l'intervenant (inventé)"
        )
    return texts
