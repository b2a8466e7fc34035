"""What every role gets in practices, signals, the inquiry and the programme."""

from typing import Any

from django.utils import timezone

from accounts.models import Role
from contacts.models import Organisation
from protection.actor import require_actor
from tests.factories import MembershipFactory, acting
from tests.referrals.files import samples
from tests.workinggroup.people import PRACTICE, SIGNAL, of
from workinggroup.models import ProgrammeItem, TopicEntry
from workinggroup.practices import services
from workinggroup.practices.life import Move
from workinggroup.signals import services as signals

from .readers import EVERY_CASE_WORKER, only, signed_in

READERS = (*EVERY_CASE_WORKER, Role.SECRETARIAT, Role.MEMBER, Role.EDITOR)
CONTRIBUTORS = (Role.TEAM_LEAD, Role.CONTACT_POINT, Role.SECRETARIAT, Role.MEMBER)
GROUP = "/nl/working-group/"
# The practice of the table is in review, and comes from the organisation of the case workers.
PRACTICE_PAGE = f"{GROUP}practices/<practice_id>/"
SIGNAL_PAGE = f"{GROUP}signals/<signal_id>/"
OF_PRACTICES: dict[str, dict[str, int]] = {
    f"{GROUP}practices/": only(*READERS),
    f"{GROUP}practices/add/": only(*CONTRIBUTORS),
    PRACTICE_PAGE: only(Role.TEAM_LEAD, Role.CONTACT_POINT, Role.SECRETARIAT),
    f"{PRACTICE_PAGE}edit/": only(Role.SECRETARIAT),
    f"{PRACTICE_PAGE}review/": only(Role.SECRETARIAT),
    f"{PRACTICE_PAGE}moves/<practice_step>/": signed_in(405),
    f"{PRACTICE_PAGE}comments/": signed_in(405),
    f"{PRACTICE_PAGE}comments/<comment_id>/remove/": signed_in(405),
    f"{PRACTICE_PAGE}adopted/": signed_in(405),
    f"{PRACTICE_PAGE}adopted/<adopted_country>/remove/": signed_in(405),
    f"{PRACTICE_PAGE}files/": only(Role.SECRETARIAT),
    f"{PRACTICE_PAGE}files/<file_id>/": only(Role.TEAM_LEAD, Role.CONTACT_POINT, Role.SECRETARIAT),
    f"{PRACTICE_PAGE}files/<file_id>/remove/": signed_in(405),
    f"{GROUP}signals/": only(*READERS),
    f"{GROUP}signals/post/": only(*CONTRIBUTORS),
    f"{GROUP}signals/week/<week>/": only(*READERS),
    SIGNAL_PAGE: only(*READERS),
    f"{SIGNAL_PAGE}withdraw/": signed_in(405),
    f"{GROUP}inquiry/": only(*READERS),
    f"{GROUP}inquiry/position/": only(),  # the member of the table has no country
    f"{GROUP}inquiry/synthesis/": only(Role.SECRETARIAT),
    f"{GROUP}inquiry/questions/add/": only(Role.SECRETARIAT),
    f"{GROUP}inquiry/questions/<inquiry_question>/": only(*READERS),
    f"{GROUP}inquiry/questions/<inquiry_question>/edit/": only(Role.SECRETARIAT),
    f"{GROUP}tasks/": only(*READERS),
    f"{GROUP}tasks/<task_code>/": only(Role.SECRETARIAT),
    f"{GROUP}programme/": only(*READERS),
    f"{GROUP}programme/<programme_item>/": only(*READERS),
    f"{GROUP}topics/<topic_code>/": only(*READERS),
    f"{GROUP}topics/<topic_code>/edit/": only(Role.SECRETARIAT),
    f"{GROUP}topics/<topic_code>/add/": only(Role.MEMBER, Role.SECRETARIAT),
    f"{GROUP}topics/<topic_code>/<entry_id>/edit/": only(Role.SECRETARIAT),
}


def practice_and_signal() -> dict[str, Any]:
    """What these addresses lead to."""
    now = timezone.now()
    lead = MembershipFactory.create(
        organisation=Organisation.objects.get(slug="payoke"), role=Role.TEAM_LEAD
    )
    with acting(lead):
        practice = services.write({**PRACTICE, "country_id": require_actor().country}, now=now)
        file = services.add_file(practice.pk, "werkwijze.pdf", samples.pdf(), now=now)
        services.move(practice.pk, Move.SEND, now=now)
    with acting(of("comensha", Role.CONTACT_POINT)):
        signal = signals.post(SIGNAL, now=now)
    entry = TopicEntry.objects.create(
        topic="empact", kind="activity", on=now.date(), written_at=now, title_nl="Actiedag"
    )
    assert ProgrammeItem.objects.filter(slug="municipalities").exists()
    return {
        "practice_id": practice.pk,
        "file_id": file.pk,
        "signal_id": signal.pk,
        "comment_id": 1,
        "practice_step": "send",
        "week": "2026-11-16",
        "adopted_country": "nl",
        "inquiry_question": "recognition",
        "task_code": "contacts",
        "programme_item": "municipalities",
        "topic_code": "empact",
        "entry_id": entry.pk,
    }
