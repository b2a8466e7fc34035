"""Who can help: the organisations of a country, the best fit to the form's own answers first.

Nothing is asked but the directory and what the reader's own organisation has asked before; what
others asked stays theirs. Each fit is said in words, and so is what speaks against it: the reader
decides, nobody is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts import capacity, codes, regions
from contacts.criteria import ALSO_HELPED_BY, Criteria
from contacts.models import CapacityState, Organisation, PlacingRule
from contacts.presenters import confirmation_of
from contacts.selectors import directory
from protection.actor import require_actor

from .models import CodedValue, Referral, Request

LATELY = timedelta(days=182)
# Weights: a need that is met counts most, then whom the organisation helps.
NEED, GROUP, WRONG_GROUP, LANGUAGE, REGION, WHOLE_COUNTRY, IN_TIME = 10, 8, -20, 3, 4, 2, 5
# What it said of its room in the last two days. “No” does not hide it: the answer may be old.
ROOM = {CapacityState.YES: 6, CapacityState.ON_REQUEST: 2, CapacityState.NO: -15}
CHILDCARE = "childcare"


@dataclass(frozen=True)
class Wanted:
    """What the form says, in codes; empty where it was not filled in."""

    needs: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    target_group: str = ""
    with_children: bool = False
    region: str = ""


@dataclass(frozen=True)
class Found:
    """An organisation with what speaks for it and against it, in the reader's words."""

    organisation: Organisation
    score: float
    reasons: list[str]
    doubts: list[str]

    @property
    def fits(self) -> bool:
        return self.score > 0 and not self.doubts

    @property
    def confirmed(self) -> str:
        """What the badge of its entry says; an old entry may fit all the same."""
        return confirmation_of(self.organisation.verified_at)


def wanted_by(referral: Referral) -> Wanted:
    """What a draft or a sent referral asks for; one query."""
    kinds = {CodedValue.Kind.NEED: [], CodedValue.Kind.LANGUAGE: []}  # type: dict[str, list[str]]
    rows = CodedValue.objects.filter(referral_id=referral.pk, kind__in=list(kinds))
    for kind, code in rows.values_list("kind", "code"):
        kinds[kind].append(code)
    return Wanted(
        needs=tuple(kinds[CodedValue.Kind.NEED]),
        languages=tuple(kinds[CodedValue.Kind.LANGUAGE]),
        target_group=_target_group(referral),
        with_children=CHILDCARE in kinds[CodedValue.Kind.NEED],
        region=referral.region,
    )


def _target_group(referral: Referral) -> str:
    if codes.attribute("age_group", referral.age_group, "child", False):
        return "minors"
    return {"F": "women", "M": "men", "X": "all_adults"}.get(referral.gender, "")


def rank(organisations: Sequence[Organisation], wanted: Wanted, *, now: datetime) -> list[Found]:
    """These organisations, the best fit first; equal ones keep their order. Three queries."""
    ids = [organisation.pk for organisation in organisations]
    answered = _answered_lately(ids, now)
    groups = ALSO_HELPED_BY.get(wanted.target_group, [wanted.target_group])
    rooms = capacity.rooms_of(
        ids,
        groups if wanted.target_group else [],
        wanted.needs,
        with_children=wanted.with_children,
        now=now,
    )
    rules = capacity.placing_rules()
    found = []
    for organisation in organisations:
        one = _weigh(organisation, wanted, answered.get(organisation.pk))
        rule = capacity.rule_of(rules, organisation)
        if rule and set(wanted.needs) & set(rule.needs):
            one.doubts.append(_asked_through(rule))
        if organisation.email_bounced_at:
            one.doubts.append(_("Mail to its address came back: telephone instead"))
        room = rooms.get(organisation.pk)
        found.append(_with_room(one, room, now) if room else one)
    return sorted(found, key=lambda one: -one.score)


def _asked_through(rule: PlacingRule) -> str:
    words = {"name": rule.through.name, "phone": rule.through.phone}
    return _("Its places are given out by %(name)s only: %(phone)s") % words


def _with_room(found: Found, room: capacity.Room, now: datetime) -> Found:
    """The same with what it says of its room, which counts in the order."""
    lapses_at = room.lapses_at or now
    ago = timesince(room.said_at or now, now, depth=1)
    if room.state == CapacityState.YES and room.places_free:
        words = ngettext(
            "Has %(number)d place free, said %(ago)s ago",
            "Has %(number)d places free, said %(ago)s ago",
            room.places_free,
        )
        found.reasons.append(words % {"number": room.places_free, "ago": ago})
    elif room.state == CapacityState.YES:
        found.reasons.append(_("Has room, said %(ago)s ago") % {"ago": ago})
    elif room.state == CapacityState.ON_REQUEST:
        found.reasons.append(_("Room on request, said %(ago)s ago") % {"ago": ago})
    elif room.state == CapacityState.NO:
        found.doubts.append(_("Has no room, said %(ago)s ago") % {"ago": ago})
    else:
        since = date_format(timezone.localtime(lapses_at), "SHORT_DATETIME_FORMAT")
        found.reasons.append(_("Whether it has room is not known since %(time)s") % {"time": since})
    weight = ROOM[CapacityState(room.state)] if room.state else 0
    return replace(found, score=found.score + weight)


def matching(country: str, question: str) -> set[int]:
    """Ids of the country's organisations that a search of the directory finds."""
    criteria = Criteria(question=question, country=country)
    return set(directory(criteria).values_list("pk", flat=True))


def _weigh(organisation: Organisation, wanted: Wanted, answered: tuple[int, int] | None) -> Found:
    score, reasons, doubts = 0.0, [], []
    met = [need for need in wanted.needs if need in organisation.needs]
    if met:
        score += NEED * len(met)
        needs = ", ".join(codes.labels("need", met))
        reasons.append(_("Helps with: %(needs)s") % {"needs": needs})
    elif wanted.needs and organisation.needs:
        doubts.append(_("The directory names none of these needs"))
    groups = set(organisation.target_groups)
    if wanted.target_group and groups:
        if groups & set(ALSO_HELPED_BY.get(wanted.target_group, [wanted.target_group])):
            score += GROUP
            group = codes.label("target_group", wanted.target_group)
            reasons.append(_("Is there for: %(group)s") % {"group": group})
        else:
            score += WRONG_GROUP
            doubts.append(_("The directory names another target group"))
    if wanted.with_children and "with_children" in groups:
        score += GROUP
        reasons.append(_("Takes in adults with children"))
    spoken = [code for code in wanted.languages if code in organisation.languages]
    if spoken:
        score += LANGUAGE * len(spoken)
        languages = ", ".join(codes.labels("language", spoken))
        reasons.append(_("Speaks: %(languages)s") % {"languages": languages})
    if wanted.region and regions.overlapping(wanted.region).intersection(organisation.areas):
        score += REGION
        region = codes.label("region", wanted.region)
        reasons.append(_("Works in: %(region)s") % {"region": region})
    elif organisation.national_scope:
        score += WHOLE_COUNTRY
        reasons.append(_("Works for the whole country"))
    if answered:
        total, in_time = answered
        score += IN_TIME * in_time / total
        reasons.append(
            _("Answered your organisation in time in the last six months: %(in_time)d of %(total)d")
            % {"in_time": in_time, "total": total}
        )
    return Found(organisation, score, reasons, doubts)


def _answered_lately(ids: list[int], now: datetime) -> dict[int, tuple[int, int]]:
    """By organisation: how many of one's own requests ran out or were answered, and how many of
    them in time."""
    over = Q(answered_at__isnull=False) | Q(due_at__lt=now)
    rows = (
        Request.objects.filter(
            over,
            referral__sender_organisation_id=require_actor().organisation_id,
            organisation_id__in=ids,
            asked_at__gte=now - LATELY,
        )
        .order_by()
        .values("organisation_id")
        .annotate(total=Count("pk"), in_time=Count("pk", filter=Q(answered_at__lte=F("due_at"))))
        .values_list("organisation_id", "total", "in_time")
    )
    return {organisation: (total, in_time) for organisation, total, in_time in rows}
