"""Who is told of a note on an entry: its owner and contact point, then whoever wrote it."""

from typing import Any

from django.dispatch import receiver

from contacts.models import EntryNote
from contacts.notes import note_answered, note_written
from contacts.selectors import contact_point_organisations
from notifications.services import Recipient, queue_notice

from .models import Role, User
from .selectors import people_of


@receiver(note_written)
def tell_the_owner(*, note: EntryNote, **_: Any) -> None:
    """The members who edit the entry, and the contact points of its country."""
    points = [one.pk for one in contact_point_organisations(note.country)]
    owners = people_of([note.organisation_id], roles=[Role.CASEWORKER, Role.TEAM_LEAD])
    _tell("entry_note_written", note, [*owners, *people_of(points, roles=[Role.CONTACT_POINT])])


@receiver(note_answered)
def tell_the_writer(*, note: EntryNote, **_: Any) -> None:
    """Whoever wrote it, while they have an account."""
    writer = User.objects.filter(pk=note.written_by, is_active=True).first()
    if writer is not None:
        _tell("entry_note_answered", note, [Recipient(writer.pk, writer.email, writer.language)])


def _tell(kind: str, note: EntryNote, people: list[Recipient]) -> None:
    queue_notice(kind, people, reference="", path_name="contacts:note", path_args=[str(note.pk)])
