"""Figures released to the public, and somebody who proposes and agrees."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.utils import timezone

from contacts.hsds.limits import forget
from protection.actor import acting_as
from reports.figures import Figures
from reports.models import Audience, Decider, Publication, Release
from reports.opendata.publishing import Decision, publish
from reports.releases import make_release
from tests.reports.sample import figures

DECIDED = Decision(Decider.WORKING_GROUP, dt.date(2018, 3, 14), "PV 2018/3")


FAMILIES = {"pairs", "ages", "answers", "states"}


def counted(size: int) -> Figures:
    """Counted figures of a few tables: quickly released."""
    found = figures(size)
    return replace(found, tables=tuple(t for t in found.tables if t.family in FAMILIES))


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()
    forget()


@pytest.fixture
def published() -> Publication:
    """A year of 420 invented referrals, for everybody."""
    entry = make_release(counted(420), Audience.PUBLIC, now=timezone.now())
    with acting_as(None):
        return publish(entry, DECIDED, now=timezone.now())


@pytest.fixture
def inside() -> Callable[[], Release]:
    """The same year for the working group."""

    def made() -> Release:
        return make_release(counted(60), Audience.INSIDE, now=timezone.now())

    return made
