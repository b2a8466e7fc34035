"""What of the working group the translators' workbench shows, and what a translation does."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Role
from guide.translating import reading, writing
from guide.translating.reading import Filters, Unit
from protection.actor import require_actor
from tests.factories import MembershipFactory, acting
from workinggroup.models import Practice, Signal
from workinggroup.practices import services
from workinggroup.practices.life import Move
from workinggroup.practices.selectors import Filters as Wanted
from workinggroup.practices.selectors import listed
from workinggroup.signals import services as signals

from .people import NOW, of, posted, published, secretariat, written

pytestmark = pytest.mark.django_db
ALL = ("done", "missing", "stale", "same")


def shown(stream: str, language: str = "fr") -> set[str]:
    """The keys of the rows whose field the workbench shows."""
    filters = Filters(language, states=ALL)
    return {unit.key for unit in reading.units(filters, limit=9999) if unit.stream == stream}


def translate(unit: Unit | None, text: str) -> None:
    assert unit is not None
    editor = MembershipFactory.create(role=Role.EDITOR, organisation__of_the_benelux=True)
    with acting(editor):
        writing.save(unit, text, actor=require_actor(), now=timezone.now())


def test_a_draft_is_its_organisation_s_and_what_was_sent_is_translated() -> None:
    lead = of("payoke", Role.TEAM_LEAD)
    draft, sent = written(lead), written(lead)
    with acting(lead):
        services.move(sent.pk, Move.SEND, now=datetime.now(UTC))
    assert shown("workinggroup.practice.title") == {str(sent.pk)}
    assert reading.unit("workinggroup.practice.body", str(draft.pk), "fr") is None


def test_a_signal_off_the_board_is_gone_from_the_workbench() -> None:
    lead = of("payoke", Role.TEAM_LEAD)
    stays, goes = posted(lead), posted(lead)
    with acting(lead):
        signals.withdraw(goes.pk, now=NOW)
    assert shown("workinggroup.signal.text") == {str(stays.pk)}


def test_a_translation_names_nobody_either() -> None:
    signal = posted(of("payoke", Role.TEAM_LEAD))
    unit = reading.unit("workinggroup.signal.title", str(signal.pk), "fr")
    with pytest.raises(ValidationError):
        translate(unit, "Mme Popescu recrute")
    translate(unit, "Recrutement par les jeux")
    assert Signal.objects.get().title_fr == "Recrutement par les jeux"  # type: ignore[attr-defined]


def test_a_translated_practice_is_found_by_its_new_words_and_counts_as_saved() -> None:
    lead = of("payoke", Role.TEAM_LEAD)
    practice = published(lead, secretariat())
    unit = reading.unit("workinggroup.practice.title", str(practice.pk), "fr")
    translate(unit, "Un guichet pour chaque maison")
    assert Practice.objects.get().revision == practice.revision + 1
    with acting(lead):
        found = listed(require_actor(), Wanted(q="guichet"), "")
    assert [row.pk for row in found.page.rows] == [practice.pk]
