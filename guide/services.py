"""The writers of what readers say of the guide."""

import time
from datetime import date, timedelta

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q

from guide.models import Feedback, Page
from guide.permissions import can_settle_answers
from protection.actor import Actor

# Answers in one hour, of one page and of all; a guide for professionals sees a handful. Counted
# together: nothing is counted for a reader or a network address.
MOST_OF_A_PAGE = 20
MOST_OF_ALL = 100
HOUR = 60 * 60
# Readers write without a name, but might name somebody: their words go a year after an editor has
# dealt with them, and after two in any case. Whether the page helped stays as a count.
KEPT_SETTLED = timedelta(days=365)
KEPT_AT_MOST = timedelta(days=730)


class TooManyAnswersError(Exception):
    """More answers came in this hour than people write."""


def take_feedback(
    slug: str, *, version: int, language: str, helped: str, missing: str, today: date
) -> None:
    """Keep what a reader said. Raises Page.DoesNotExist, TooManyAnswersError."""
    page = Page.objects.get(slug=slug)
    hour = int(time.time() // HOUR)
    if _counted(f"guide:feedback:{hour}:{slug}") > MOST_OF_A_PAGE:
        raise TooManyAnswersError
    if _counted(f"guide:feedback:{hour}") > MOST_OF_ALL:
        raise TooManyAnswersError
    Feedback.objects.create(
        page=page, version=version, language=language, helped=helped, missing=missing, day=today
    )


@transaction.atomic
def settle(feedback_id: int, *, actor: Actor, today: date) -> bool:
    """Take an answer off the list; False when it is not there, or no longer.

    Raises PermissionError for whoever is no editor.
    """
    if not can_settle_answers(actor):
        raise PermissionError
    changed = Feedback.objects.filter(pk=feedback_id, settled_on=None).update(
        settled_on=today, settled_by=actor.user_id
    )
    return bool(changed)


def _counted(key: str) -> int:
    cache.add(key, 0, HOUR)
    return int(cache.incr(key))


def forget_remarks(today: date) -> int:
    """Delete the words of remarks that are past their term, keeping the counts; how many."""
    over = Q(settled_on__lt=today - KEPT_SETTLED) | Q(day__lt=today - KEPT_AT_MOST)
    return Feedback.objects.filter(over).exclude(missing="").update(missing="")
