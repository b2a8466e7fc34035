"""When a mail goes out: what the reader chose, what safety needs, night and weekend."""

from datetime import UTC, datetime, time
from typing import Any

import pytest
from django.utils import timezone

from notifications.delivery import end_of_quiet, next_digest, rule
from notifications.kinds import KINDS
from notifications.models import Notice, NoticePreference, NoticeState
from notifications.ways import Rhythm, Way

# Wednesday 18 November 2026, 22:30 in Brussels.
NIGHT = datetime(2026, 11, 18, 21, 30, tzinfo=UTC)
NOON = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
QUIET = {"quiet_from": time(20), "quiet_until": time(7, 30)}


def ruled(kind: str, now: datetime = NIGHT, *, active: bool = True, **of_notice: Any) -> Any:
    chosen = of_notice.pop("chosen", {})
    return rule(Notice(kind=kind, **of_notice), NoticePreference(**chosen), active=active, now=now)


def local(at: datetime) -> str:
    return timezone.localtime(at).strftime("%a %H:%M")


class TestChoices:
    def test_who_chose_nothing_is_told_at_once(self) -> None:
        assert rule(Notice(kind="referral_asked"), None, active=True, now=NIGHT).at == NIGHT

    def test_a_contact_point_reads_of_requests_in_a_digest(self) -> None:
        ruling = ruled("referral_asked", as_contact_point=True)
        assert (ruling.state, local(ruling.at)) == (NoticeState.DIGEST, "Thu 08:00")

    def test_but_not_of_an_urgent_one(self) -> None:
        ruling = ruled("referral_asked", as_contact_point=True, urgent=True)
        assert (ruling.state, ruling.at) == (NoticeState.PENDING, NIGHT)

    def test_a_contact_point_may_choose_a_mail_for_each(self) -> None:
        chosen = {"ways": {"referral_asked": Way.AT_ONCE}}
        ruling = ruled("referral_asked", as_contact_point=True, chosen=chosen)
        assert ruling.state == NoticeState.PENDING

    def test_what_may_be_off_is_off_however_urgent(self) -> None:
        chosen = {"ways": {"referral_closed": Way.PORTAL}}
        assert ruled("referral_closed", urgent=True, chosen=chosen).state == NoticeState.PORTAL

    @pytest.mark.parametrize("kind", sorted(k for k, v in KINDS.items() if not v.may_be_off))
    def test_what_safety_needs_cannot_be_off(self, kind: str) -> None:
        assert ruled(kind, chosen={"ways": {kind: Way.PORTAL}}).state != NoticeState.PORTAL

    def test_the_mails_about_danger_and_refusals_have_no_choice(self) -> None:
        for kind in ("referral_overdue", "referral_declined", "referral_withdrawn"):
            assert KINDS[kind].ways == (Way.AT_ONCE,)

    def test_who_has_left_gets_no_mail_about_cases(self) -> None:
        assert ruled("referral_asked", active=False, urgent=True).state == NoticeState.PORTAL

    def test_a_kind_that_nobody_knows_is_an_error(self) -> None:
        with pytest.raises(LookupError):
            ruled("gossip")


class TestQuietHours:
    def test_a_mail_waits_for_the_morning(self) -> None:
        ruling = ruled("referral_accepted", chosen=QUIET)
        assert (ruling.state, local(ruling.at)) == (NoticeState.PENDING, "Thu 07:30")

    def test_an_urgent_one_does_not(self) -> None:
        assert ruled("referral_accepted", chosen=QUIET, urgent=True).at == NIGHT

    def test_an_escalation_wakes_somebody(self) -> None:
        assert ruled("referral_overdue", chosen=QUIET).at == NIGHT

    def test_by_day_nothing_waits(self) -> None:
        assert ruled("referral_accepted", NOON, chosen=QUIET).at == NOON

    @pytest.mark.parametrize(
        ("at", "until"),
        [
            ("2026-11-20T21:30+01:00", "Mon 07:30"),  # Friday night, then the weekend
            ("2026-11-21T12:00+01:00", "Mon 07:30"),
            ("2026-11-23T06:00+01:00", "Mon 07:30"),
            ("2026-11-23T07:30+01:00", "Mon 07:30"),
            ("2026-10-25T01:30+02:00", "Mon 07:30"),  # the clock goes back that night
        ],
    )
    def test_a_weekend_without_mails(self, at: str, until: str) -> None:
        quiet = NoticePreference(**QUIET, quiet_weekends=True)
        assert local(end_of_quiet(quiet, datetime.fromisoformat(at))) == until

    def test_hours_within_a_day(self) -> None:
        nap = NoticePreference(quiet_from=time(12), quiet_until=time(14))
        assert local(end_of_quiet(nap, NOON)) == "Wed 14:00"
        assert end_of_quiet(nap, NIGHT) == NIGHT


@pytest.mark.parametrize(
    ("rhythm", "at", "due"),
    [
        (Rhythm.HOURLY, NOON, "Wed 13:00"),
        (Rhythm.TWICE, NOON, "Wed 13:00"),
        (Rhythm.TWICE, NIGHT, "Thu 08:00"),
        (Rhythm.DAILY, NOON, "Thu 08:00"),
    ],
)
def test_digests_come_at_their_hours(rhythm: Rhythm, at: datetime, due: str) -> None:
    assert local(next_digest(rhythm, at)) == due
