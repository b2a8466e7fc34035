"""The words stay, the person does not: what is older than a year no longer says who said it."""

from datetime import timedelta

import pytest

from accounts.models import Role
from tests.factories import acting
from workinggroup.keeping import KNOWN_FOR, forget_people
from workinggroup.models import Confirmation, PracticeComment, Signal
from workinggroup.practices import services
from workinggroup.signals import services as signals

from .people import NOW, of, posted, published, secretariat

pytestmark = pytest.mark.django_db


def test_a_year_later_nobody_is_named_and_every_word_stands() -> None:
    lead, other = of("payoke", Role.TEAM_LEAD), of("comensha", Role.CONTACT_POINT)
    signal, practice = posted(lead), published(lead, secretariat())
    with acting(other):
        signals.confirm(signal.pk, "Wij ook.", language="nl", now=NOW)
        services.comment(practice.pk, "Helder.", language="nl", now=NOW)
    assert forget_people(NOW + KNOWN_FOR) == 0
    assert forget_people(NOW + KNOWN_FOR + timedelta(days=1)) == 3
    assert forget_people(NOW + KNOWN_FOR + timedelta(days=2)) == 0
    assert Signal.objects.get().posted_by == 0
    confirmation, comment = Confirmation.objects.get(), PracticeComment.objects.get()
    assert (confirmation.confirmed_by, confirmation.note) == (0, "Wij ook.")
    assert (comment.written_by, comment.text) == (0, "Helder.")
    assert comment.organisation_id == other.organisation_id
