"""Trainings as their readers ask for them."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from accounts.models import Role
from protection.actor import Actor
from trainings.life import LIVE, State

if TYPE_CHECKING:
    from trainings.models import Training  # noqa: F401 - the models need this module

NOT_SEEN_BY = frozenset({Role.DPO, Role.OPERATOR})


class TrainingQuerySet(models.QuerySet["Training"]):
    def visible_to(self, actor: Actor | None) -> "TrainingQuerySet":
        """What a reader may see: drafts are for the secretariat and content editors alone."""
        if actor is None or actor.role in NOT_SEEN_BY:
            return self.none()
        if actor.role in {Role.SECRETARIAT, Role.EDITOR}:
            return self
        return self.exclude(state=State.DRAFT)

    def upcoming(self, today: date) -> "TrainingQuerySet":
        """Not over yet, soonest first; cancelled ones stay until their day."""
        found = self.exclude(state=State.DRAFT).filter(first_day__gte=today)
        return found.order_by("first_day", "id")

    def past(self, today: date) -> "TrainingQuerySet":
        """Begun or over, latest first."""
        found = self.exclude(state=State.DRAFT).filter(first_day__lt=today)
        return found.order_by("-first_day", "-id")

    def drafts(self) -> "TrainingQuerySet":
        """Not open yet, latest first."""
        return self.filter(state=State.DRAFT).order_by("-created_at", "-id")

    def live(self) -> "TrainingQuerySet":
        """Those whose places can still change hands."""
        return self.filter(state__in=LIVE)

    def about(self, *, topic: str = "", language: str = "") -> "TrainingQuerySet":
        """By topic and by a language in which it is given or interpreted."""
        wanted: dict[str, Any] = {"topic": topic} if topic else {}
        found = self.filter(**wanted)
        if language:
            found = found.filter(
                Q(languages__contains=[language]) | Q(interpretation__contains=[language])
            )
        return found
