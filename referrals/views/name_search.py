"""Search by exact name, over what the reader's organisation may read anyway.

The name is posted, and forgotten when it is answered. What the pages of the answer need is its
keyed digests; they wait in the session, on the server, under a token that says nothing. So no name
stands in an address, a title, a log or the browser's history.
"""

import secrets
import time
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from protection.pace import within_pace
from referrals import lists
from referrals.codes import Side
from referrals.forms.name_search import NameSearchForm
from referrals.labels import STATE_KINDS, state_label
from referrals.models import Party
from referrals.name_index import referrals_by_digest, search_by_name

from .common import case_worker, for_case_workers

KEPT = "name_searches"  # in the session: token -> [digests, when]
LASTS = 30 * 60  # seconds
MOST_KEPT = 5
PAGE_SIZE = lists.PAGE_SIZE
MOST_SEARCHES, WITHIN = 30, 60 * 60
SIDES = {
    "": gettext_lazy("All"),
    "received": gettext_lazy("Received"),
    "sent": gettext_lazy("Sent"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_case_workers
def search_names(request: HttpRequest) -> HttpResponse:
    """The form; and what was found, page by page, while the search is kept."""
    if request.method == "POST":
        return _search(request)
    token = request.GET.get("search", "")
    if not token:
        return render(request, "referrals/name_search.html", {"form": NameSearchForm()})
    digests: list[str] = _kept(request).get(token, [[], 0])[0]
    if not digests:
        messages.info(request, _("This search has ended. Type the name once more."))
        return redirect("referrals:search_names")
    return render(request, "referrals/name_search.html", _found(request, token, digests))


def _search(request: HttpRequest) -> HttpResponse:
    actor = case_worker()
    form = NameSearchForm(request.POST)
    status = 422
    if form.is_valid():
        if within_pace("names", actor.user_id, most=MOST_SEARCHES, seconds=WITHIN):
            token = secrets.token_urlsafe(16)
            digests = search_by_name(form.cleaned_data["name"])
            kept = [*_kept(request).items()][-(MOST_KEPT - 1) :]
            request.session[KEPT] = {**dict(kept), token: [digests, time.time()]}
            return redirect(f"{reverse('referrals:search_names')}?{urlencode({'search': token})}")
        form.add_error(
            None,
            _("You have searched %(most)d times within an hour. Try again later.")
            % {"most": MOST_SEARCHES},
        )
        status = 429
    return render(request, "referrals/name_search.html", {"form": form}, status=status)


def _kept(request: HttpRequest) -> dict[str, list[Any]]:
    since = time.time() - LASTS
    kept: dict[str, list[Any]] = request.session.get(KEPT, {})
    return {token: found for token, found in kept.items() if found[1] > since}


def _found(request: HttpRequest, token: str, digests: list[str]) -> dict[str, Any]:
    """One page of what was found; the side it is narrowed to stays from page to page."""
    side = request.GET.get("side", "")
    side = side if side in SIDES else ""
    rows = Party.objects.filter(
        organisation_id=case_worker().organisation_id, referral_id__in=referrals_by_digest(digests)
    )
    if side == "sent":
        rows = rows.filter(side=Side.SENDER)
    elif side == "received":
        rows = rows.exclude(side=Side.SENDER)
    cursor = lists.Cursor.decode(request.GET.get("at", ""))
    page = lists.page_of(rows, cursor, now=timezone.now(), size=PAGE_SIZE)

    def address(**more: str | None) -> str:
        asked = {"search": token, "side": side, **more}
        return f"?{urlencode({name: value for name, value in asked.items() if value})}"

    return {
        "form": NameSearchForm(),
        "searched": True,
        "tabs": [(label, address(side=code), code == side) for code, label in SIDES.items()],
        "lines": [
            {
                "row": row,
                "sent": row.party.side == Side.SENDER,
                "state": state_label(row.party.state),
                "kind": STATE_KINDS[row.party.state],
            }
            for row in page.rows
        ],
        "previous_url": address(at=page.previous) if page.previous else "",
        "next_url": address(at=page.following) if page.following else "",
    }
