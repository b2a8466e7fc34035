"""Stage 1 as a reader sees it: the coded answers, the texts, and what was withheld on purpose."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from contacts import codes
from referrals.countries import country_label
from referrals.forms.base import WITHHELD
from referrals.models import CodedValue
from referrals.selectors import Case

Kind = CodedValue.Kind
COUNTRIES = "country of the world"  # not a code list: ISO 3166-1

# In the order of the page: name of the field (or of the form's field), its label there, where its
# answer is, and the code list.
LINES: tuple[tuple[str, Any, str, str], ...] = (
    ("needs", _("Needs"), Kind.NEED, "need"),
    ("urgency", _("Urgency"), "", "urgency"),
    ("reason", _("Reason"), "", "referral_reason"),
    ("age_group", _("Age group"), "", "age_group"),
    ("guardian_kind", _("Who has authority over the child"), "", "guardian_kind"),
    ("gender", _("Gender"), "", "gender"),
    ("citizenship_group", _("Nationality group"), "", "citizenship_group"),
    ("languages", _("Languages"), Kind.LANGUAGE, "language"),
    ("interpreter", _("Interpreter"), "", "interpreter_need"),
    ("victim_status", _("Status as a victim"), "", "victim_status"),
    ("children", _("Children who come along"), "", ""),
    ("companions", _("Other companions"), "", ""),
    ("care_needs", _("Pregnancy or care needs"), Kind.CARE_NEED, "care_need"),
    ("accessibility_needs", _("Accessibility needs"), Kind.ACCESS_NEED, "accessibility_need"),
    ("region", _("Region"), "", "region"),
    ("residence_stage", _("Residence or procedure now"), "", "residence_stage"),
    ("residence_document", _("Document"), "", "residence_document"),
    ("residence_start", _("Since when"), "", ""),
    ("residence_end_reason", _("Why it ended early"), "", "residence_end_reason"),
    ("criminal_stage", _("Criminal procedure"), "", "criminal_stage"),
    ("exploitation_forms", _("Forms of exploitation"), Kind.EXPLOITATION_FORM, "exploitation_form"),
    ("sectors", _("Sectors"), Kind.EXPLOITATION_SECTOR, "exploitation_sector"),
    (
        "exploitation_countries",
        _("Countries of exploitation"),
        Kind.EXPLOITATION_COUNTRY,
        COUNTRIES,
    ),
    ("country_of_detection", _("Country where the person was found"), "", COUNTRIES),
    ("detected_by", _("Found or reported by"), "", "detection_by"),
    ("last_contact", _("Last contact with the exploiters"), "", "last_contact"),
    ("indicators", _("Indicators"), Kind.INDICATOR, "indicator"),
    ("risk_level", _("Level of risk"), "", "risk_level"),
    ("avoid_regions", _("Regions to avoid"), Kind.AVOID_REGION, "region"),
    ("legal_basis", _("Legal basis of the request"), "", "sharing_basis"),
)


@dataclass(frozen=True)
class Line:
    """One answer in words. `language` is that of a free text, "" for a coded answer."""

    label: str
    text: str
    language: str = ""
    withheld: bool = False
    name: str = ""  # of the field


def stage_1_lines(case: Case) -> list[Line]:
    """Every answer that was given or withheld; what was not filled in is left out."""
    referral = case.referral
    withheld = set(case.codes[Kind.WITHHELD])
    lines = []
    for name, label, kind, code_list in LINES:
        value = case.codes[kind] if kind else getattr(referral, name)
        if name in withheld:
            lines.append(Line(str(label), str(WITHHELD), withheld=True, name=name))
        elif value not in ("", None, []):
            lines.append(Line(str(label), _in_words(value, code_list), name=name))
    if case.risk_reason:
        language = referral.risk_reason_language
        lines.append(Line(str(_("Why this level of risk")), case.risk_reason, language))
    if case.note:
        lines.append(Line(str(_("Note")), case.note, referral.note_language))
    return lines


def _in_words(value: Any, code_list: str) -> str:
    if isinstance(value, date):
        return date_format(value)
    if code_list == COUNTRIES:
        several = value if isinstance(value, list) else [value]
        return ", ".join(country_label(code) for code in several)
    if isinstance(value, list):
        return ", ".join(codes.labels(code_list, value))
    return codes.label(code_list, value) if code_list else str(value)
