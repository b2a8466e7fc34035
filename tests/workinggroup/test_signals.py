"""A signal is posted, confirmed from elsewhere, counted, and told once a week."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Role
from notifications.models import Notice
from tests.factories import acting
from workinggroup.models.signals import Signal, SignalDigest
from workinggroup.signals import selectors, services
from workinggroup.signals.selectors import Filters

from .people import NOW, SIGNAL, of, posted, secretariat

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 7, 10, tzinfo=UTC)


@pytest.fixture
def belgian() -> Membership:
    return of("payoke", Role.TEAM_LEAD)


@pytest.fixture
def dutch() -> Membership:
    return of("comensha", Role.CONTACT_POINT)


def test_others_confirm_from_their_country(belgian: Membership, dutch: Membership) -> None:
    signal = posted(belgian)
    assert signal.country_id == "BE"
    with acting(dutch):
        services.confirm(signal.pk, "Ook bij ons.", language="nl", now=NOW)
        services.confirm(signal.pk, "Ook bij ons, vaker.", language="nl", now=NOW)
    signal.refresh_from_db()
    assert (signal.confirmed_in, signal.confirmations.get().note) == (1, "Ook bij ons, vaker.")
    for who in (belgian, secretariat(), of("comensha", Role.CASEWORKER)):
        with acting(who), pytest.raises(services.NotFoundError):
            services.confirm(signal.pk, "", language="nl", now=NOW)


def test_what_is_withdrawn_leaves_no_words(belgian: Membership, dutch: Membership) -> None:
    signal = posted(belgian)
    with acting(dutch), pytest.raises(services.NotFoundError):
        services.withdraw(signal.pk, now=NOW)
    with acting(belgian):
        services.withdraw(signal.pk, now=NOW)
    row = Signal.objects.values().get(pk=signal.pk)
    assert not [
        value for name, value in row.items() if name.startswith(("title", "text")) and value
    ]
    with acting(belgian):
        from protection.actor import require_actor

        assert not selectors.visible_to(require_actor()).exists()


def test_the_board_counts_by_month_and_kind(belgian: Membership, dutch: Membership) -> None:
    from protection.actor import require_actor

    posted(belgian)
    old = posted(belgian, at=NOW - timedelta(days=60), kind="route")
    with acting(dutch):
        services.confirm(old.pk, "", language="nl", now=NOW)
        months = selectors.months(require_actor(), Filters(), NOW.date())
        routes = selectors.months(require_actor(), Filters(kind="route"), NOW.date())
        year = selectors.months(require_actor(), Filters(year=2017), NOW.date())
    assert (len(months), months[-1].counts, months[-1].confirmations) == (12, [1, 0, 0, 0, 0], 1)
    assert months[-3].counts == [0, 0, 1, 0, 0]
    assert sum(month.total for month in routes) == 1
    assert (year[0].begins, sum(month.total for month in year)) == (date(2017, 1, 1), 0)


@pytest.mark.django_db(databases=["default", "owner", "system"], transaction=True)
def test_the_week_is_told_once_and_only_when_it_brought_something(belgian: Membership) -> None:
    assert services.send_digest(MONDAY) == 0
    posted(belgian, at=MONDAY - timedelta(days=3))
    posted(belgian, at=MONDAY)  # the week that begins
    assert services.send_digest(MONDAY) >= 1
    assert services.send_digest(MONDAY + timedelta(hours=1)) == 0
    digest = SignalDigest.objects.get()
    assert (digest.week_begins, digest.signals, digest.confirmations) == (date(2026, 11, 16), 1, 0)
    notice = Notice.objects.using("owner").get(kind="signals_of_the_week", user=belgian.user)
    assert (notice.path_args, notice.reference) == (["2026-11-16"], "")


def test_the_pages(client: Client, belgian: Membership, django_assert_num_queries: Any) -> None:
    client.force_login(belgian.user)
    named = {**SIGNAL, "since": "2026-10-05", "text_nl": "De ronselaar heet Costel."}
    answer = client.post(reverse("workinggroup:signal_post"), named)
    assert answer.status_code == 422
    assert "Costel" in answer.content.decode()
    good = {**SIGNAL, "since": "2026-10-05"}
    assert client.post(reverse("workinggroup:signal_post"), good).status_code == 302
    signal = Signal.objects.get()
    assert signal.since == date(2026, 10, 1)
    Signal.objects.update(posted_at=NOW)
    week = reverse("workinggroup:signals_of_week", args=["2026-11-16"])
    assert "Werving via spelletjes" in client.get(week).content.decode()
    assert client.get(week.replace("16", "17")).status_code == 404
    assert client.post(reverse("workinggroup:signal", args=[signal.pk]), {}).status_code == 404
    board = reverse("workinggroup:signals") + "?kind=recruitment"
    for number in (1, 3):
        while Signal.objects.count() < number:
            posted(belgian)
        client.get(board)  # the code lists are kept for a minute
        with django_assert_num_queries(BOARD_QUERIES):
            answer = client.get(board)
        assert "data:image/svg+xml" in answer.content.decode()
    for _number in range(10):
        posted(belgian)
    assert "kind=recruitment" in client.get(board).context["links"]["following"]


BOARD_QUERIES = 10
