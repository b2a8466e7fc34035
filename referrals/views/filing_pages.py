"""What the pages of filing show: the list of steps, the answers, who was asked."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Role
from contacts.models import ContactPoint, Organisation
from contacts.selectors import contact_point_organisations
from referrals.forms.recipients import organisations_with_accounts
from referrals.forms.steps import STEPS
from referrals.models import ConsentRecipient, Identity, Referral
from referrals.services.drafts import organisations_asked

# What `missing_for_sending` names: its step, its field's id on that page, and in words.
MISSING: dict[str, tuple[str, str, Promise]] = {
    "urgency": ("request", "id_urgency_0", gettext_lazy("How urgent it is")),
    "age_group": ("person", "id_age_group_0", gettext_lazy("Age group")),
    "gender": ("person", "id_gender_0", gettext_lazy("Gender")),
    "needs": ("situation", "id_needs_0", gettext_lazy("What the person needs")),
    "recipients": ("recipients", "id_contact_point", gettext_lazy("Who is asked")),
    "legal_basis": ("consent", "id_legal_basis_0", gettext_lazy("Legal basis of the request")),
    "callback_number": ("consent", "id_callback_number", gettext_lazy("Call-back number")),
}
ORDER = list(MISSING)


@dataclass(frozen=True)
class StepLine:
    """One line of the list of steps; `state` in words, `kind` as for a tag."""

    slug: str
    title: str
    url: str
    state: str
    kind: str


@dataclass(frozen=True)
class MissingItem:
    """Something that is required to send, and where to fill it in."""

    text: str
    url: str


@dataclass(frozen=True)
class Section:
    """One step's answers; an empty answer was not filled in."""

    slug: str
    title: str
    url: str
    rows: list[tuple[str, str]]


@dataclass(frozen=True)
class Phone:
    """A number to call; `function` and `hours` may be empty."""

    number: str
    function: str = ""
    hours: str = ""

    @property
    def link(self) -> str:
        """The number as a `tel:` address takes it."""
        return "".join(character for character in self.number if character in "+0123456789")


@dataclass(frozen=True)
class Called:
    """An organisation that can be phoned now."""

    organisation: Organisation
    phones: list[Phone]


@dataclass(frozen=True)
class AskedNow:
    """One recipient: whom, until when an answer is expected (None: its turn has not come).

    `has_account` says whether somebody there can answer in the portal.
    """

    to_contact_point: bool
    due_at: datetime | None
    organisations: list[Called]
    has_account: bool

    @property
    def must_be_phoned(self) -> bool:
        return self.due_at is not None and not self.has_account


def step_url(referral_id: UUID, slug: str) -> str:
    """The address of a step."""
    return reverse("referrals:step", args=[referral_id, slug])


def step_list(draft: Referral, missing: list[str]) -> list[StepLine]:
    """Every step with its state. The identity may wait, so it never holds anything up."""
    unfinished = {MISSING[name][0] for name in missing}
    filled = Identity.objects.filter(referral_id=draft.pk).exists()
    lines = []
    for slug, form in STEPS.items():
        if slug in unfinished:
            state, kind = _("To do"), "warn"
        elif slug == "identity" and not filled:
            state, kind = _("May wait"), "quiet"
        else:
            state, kind = _("Done"), "good"
        lines.append(StepLine(slug, str(form.title), step_url(draft.pk, slug), state, kind))
    return lines


def missing_items(referral_id: UUID, missing: list[str]) -> list[MissingItem]:
    """What is still missing, in the order of the steps, each with a link to its field."""
    return [
        MissingItem(
            str(MISSING[name][2]),
            f"{step_url(referral_id, MISSING[name][0])}?then=check#{MISSING[name][1]}",
        )
        for name in sorted(missing, key=ORDER.index)
    ]


def check_sections(draft: Referral) -> list[Section]:
    """The answers of every step. Reading identity and note leaves its audit lines."""
    return [
        Section(
            slug,
            str(form.title),
            f"{step_url(draft.pk, slug)}?then=check",
            form(draft).summary(),
        )
        for slug, form in STEPS.items()
    ]


def consent_names(draft: Referral) -> tuple[str, str]:
    """Names of those who are asked: those the consent names, and those it does not."""
    named_ids = set(
        ConsentRecipient.objects.filter(
            referral=draft, consent__withdrawn_at__isnull=True
        ).values_list("organisation_id", flat=True)
    )
    named: list[str] = []
    unnamed: list[str] = []
    for organisation in organisations_asked(draft):
        (named if organisation.pk in named_ids else unnamed).append(organisation.name)
    return ", ".join(named), ", ".join(unnamed)


def asked_now(referral: Referral) -> list[AskedNow]:
    """Each request with the organisations behind it and their numbers."""
    requests = list(referral.requests.select_related("organisation"))
    behind: dict[UUID, list[Organisation]] = {
        request.pk: (
            contact_point_organisations(request.country_id)
            if request.organisation is None
            else [request.organisation]
        )
        for request in requests
    }
    several = [organisation for group in behind.values() for organisation in group]
    phones = _phones(several)
    ids = [organisation.pk for organisation in several]
    with_account = organisations_with_accounts(ids)
    with_contact_point = organisations_with_accounts(ids, roles=[Role.CONTACT_POINT])
    return [
        AskedNow(
            to_contact_point=request.to_contact_point,
            due_at=request.due_at,
            organisations=[
                Called(organisation, phones[organisation.pk]) for organisation in behind[request.pk]
            ],
            has_account=any(
                organisation.pk
                in (with_contact_point if request.to_contact_point else with_account)
                for organisation in behind[request.pk]
            ),
        )
        for request in requests
    ]


def _phones(organisations: list[Organisation]) -> dict[int, list[Phone]]:
    """Numbers of contact points first; the general number where it is another one."""
    found: dict[int, list[Phone]] = {}
    ids = [organisation.pk for organisation in organisations]
    points = ContactPoint.objects.filter(organisation_id__in=ids).exclude(phone="")
    for point in points.order_by("order", "pk"):
        phone = Phone(point.phone, point.function, point.hours)
        found.setdefault(point.organisation_id, []).append(phone)
    for organisation in organisations:
        phones = found.setdefault(organisation.pk, [])
        if organisation.phone and organisation.phone not in {phone.number for phone in phones}:
            phones.append(Phone(organisation.phone))
    return found
