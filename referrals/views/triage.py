"""The contact point's own list."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Role
from contacts import codes
from contacts.duty import answering_now
from referrals import inbox, lists
from referrals.clock import clock, hour_in_short
from referrals.filter_fields import in_short
from referrals.triage import triage_page, waiting, with_buttons

from .common import case_worker, for_case_workers


@require_safe
@for_case_workers
def triage(request: HttpRequest) -> HttpResponse:
    """Requests to the reader's country, the nearest answer time first, with their buttons."""
    actor = case_worker()
    if actor.role != Role.CONTACT_POINT:
        raise Http404
    now = timezone.now()
    page = triage_page(actor, lists.Cursor.decode(request.GET.get("at", "")), now=now)
    workers = inbox.workers(actor, [row.party for row in page.rows])
    lines = []
    for item in with_buttons(page):
        party = item.row.party
        if party.due_at is None:
            continue
        lines.append(
            {
                "item": item,
                "party": party,
                "urgency": in_short(codes.label("urgency", party.urgency)),
                "needs": codes.labels("need", party.needs),
                "due": party.due_at.isoformat(),
                "due_shown": hour_in_short(party.due_at, actor.country),
                "clock": clock(party.due_at, actor.country, [], now=now),
                "worker": workers.get(party.referral_id, ""),
            }
        )
    count = inbox.capped(waiting(actor), lists.COUNT_CAP)
    context = {
        "lines": lines,
        "count": min(count, lists.COUNT_CAP),
        "count_is_capped": count > lists.COUNT_CAP,
        "on_duty": answering_now(actor.country, now)[:4],
        "previous_url": f"?at={page.previous}" if page.previous else "",
        "next_url": f"?at={page.following}" if page.following else "",
    }
    return render(request, "referrals/triage.html", context)
