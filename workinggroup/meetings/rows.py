"""The rows of the list of meetings as HTML: templates/workinggroup/meeting_row.html."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from contacts.drawing import day, draw_row
from workinggroup.codes import MeetingState
from workinggroup.models import Meeting

TAGS = {
    MeetingState.PLANNED: "quiet",
    MeetingState.INVITED: "info",
    MeetingState.HELD: "good",
    MeetingState.CANCELLED: "bad",
    MeetingState.PROPOSED: "quiet",
}


def draw_rows(meetings: Iterable[Meeting]) -> SafeString:
    """All rows of a page, empty for none; each meeting has its body beside it."""
    # Reversing an address costs more than the rest of a row: it is done once for all of them.
    first = reverse("workinggroup:meeting", args=[0])
    return format_html_join("", "{}", ((_draw(one, first),) for one in meetings))


def _draw(meeting: Meeting, first: str) -> SafeString:
    state = MeetingState(meeting.state)
    on = timezone.localtime(meeting.starts_at).date()
    words = {
        "url": first.replace("/0/", f"/{meeting.pk}/"),
        "title": meeting.title,
        "when": day(on) if meeting.day_known else meeting.when_words,
        "body": meeting.body.name,
    }
    shape = {"state": str(state.label), "tag": TAGS[state]}
    return draw_row("workinggroup/meeting_row.html", shape, words)
