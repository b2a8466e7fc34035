"""Keeps what somebody had typed when their session ended: sealed, for them alone, for a day.

The browser keeps nothing. Passwords, codes and files are never kept.
"""

import json
import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.contrib.auth.views import redirect_to_login
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.actors import actor_of
from accounts.models import User
from accounts.selectors import user_with_memberships
from protection.actor import Actor, acting_as
from protection.audit import record
from protection.pocket import open_text, seal_text

from .codes import ENDED_FOR, KEPT_PAGES
from .models import KeptText

KEPT_FOR = timedelta(hours=24)
LONGEST_PATH = 300
MOST_KEPT = 20  # forms of one person; the oldest makes room
# Fields that prove who somebody is, and those that Django and this portal add to a form.
NEVER_KEPT = re.compile(
    r"password|passwd|passkey|secret|token|credential|csrf|^(old)?pin$|^(otp|code|next|version)$",
    re.IGNORECASE,
)
# Pages on which one proves who one is.
_PROOF = ("account_", "mfa_", "openid_connect_", "socialaccount_", "session_")


def whose(request: HttpRequest) -> int | None:
    """The user who typed: signed in, or whose session in this browser ended by itself."""
    return request.user.pk or request.session.get(ENDED_FOR)


def keep_typed(user_id: int, page: str, action: str, data: QueryDict) -> bool:
    """Keep a form's fields for this user; False where there is nothing that may be kept.

    `page` is the address of the form and `action` where it was posted to.
    """
    fields = {
        name: values
        for name, values in data.lists()
        if not NEVER_KEPT.search(name) and any(value.strip() for value in values)
    }
    if not fields or not _may_be_kept(page) or not _may_be_kept(action):
        return False
    with acting_as(_actor(user_id)):
        known = KeptText.objects.filter(user_id=user_id, page=page, action=action).first()
        kept = known or KeptText(user_id=user_id, page=page, action=action)
        kept.kept_at = timezone.now()
        kept.fields = seal_text(json.dumps(fields), **_place(kept))
        kept.save()
        newest = KeptText.objects.filter(user_id=user_id).order_by("-kept_at").values("pk")
        KeptText.objects.filter(user_id=user_id).exclude(pk__in=newest[:MOST_KEPT]).delete()
        if known is None:  # the same text half a minute later is no other event
            record("typed_text_kept", subject="user", subject_id=str(user_id))
    return True


def keep_for_reader(
    request: HttpRequest, page: str, action: str, data: QueryDict
) -> datetime | None:
    """Keep what a signed-in reader is typing, while they type; when, or None as `keep_typed`."""
    reader = request.user.pk
    if reader is None or not keep_typed(reader, page, action, data):
        return None
    remember_kept(request, reader)
    return timezone.now()


def forget_typed(request: HttpRequest, page: str) -> None:
    """What was kept of a page has been saved now."""
    if request.session.get(KEPT_PAGES):
        KeptText.objects.filter(user_id=request.user.pk or 0, page=page, action=page).delete()
        remember_kept(request, request.user.pk or 0)


def keep_posted(request: HttpRequest) -> HttpResponse | None:
    """Keep a form that was posted too late, and lead to its page by way of the sign-in.

    None where there is nothing to keep: then the usual answer is right.
    """
    user_id, page = whose(request), page_of_form(request)
    if user_id is None or not keep_typed(user_id, page, request.path, request.POST):
        return None
    kept = _("Your session has ended. What you typed has been kept: sign in to go on with it.")
    request.just_kept = True  # type: ignore[attr-defined]
    if request.user.is_authenticated:
        remember_kept(request, user_id)
        kept = _("This page was older than your sign-in. What you typed is on it again.")
    if request.FILES:
        kept += " " + _("Choose the files once more.")
    messages.info(request, kept)
    if request.user.is_authenticated:
        response = HttpResponse(status=303)
        response["Location"] = page
        return response
    return redirect_to_login(page)


def page_of_form(request: HttpRequest) -> str:
    """The path of the page that posted, by its Referer; the posted address for want of one."""
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}, require_https=request.is_secure()
    ):
        path = urlsplit(came_from).path
        if _may_be_kept(path):
            return path
    return request.path


def kept_texts(user_id: int) -> list[KeptText]:
    """A user's kept texts that are not too old, newest first; to be asked as that user."""
    since = timezone.now() - KEPT_FOR
    return list(
        KeptText.objects.filter(user_id=user_id, kept_at__gt=since).order_by("-kept_at", "pk")
    )


def open_kept(kept: KeptText) -> dict[str, list[str]]:
    """The fields of a kept text, after a line in the audit trail. Raises Undecryptable."""
    record("typed_text_opened", subject="user", subject_id=str(kept.user_id))
    fields: dict[str, list[str]] = json.loads(open_text(bytes(kept.fields), **_place(kept)))
    return fields


def delete_older_than(moment: datetime) -> int:
    """Delete what was kept before; as the system, which sees nothing but the age."""
    return KeptText.objects.using("system").filter(kept_at__lt=moment).delete()[0]


def remember_kept(request: HttpRequest, user_id: int) -> list[KeptText]:
    """Note in the session where text waits, so that other pages ask the database nothing."""
    kept = kept_texts(user_id)
    pages = [[text.page, text.action] for text in kept]
    if request.session.get(KEPT_PAGES, []) != pages:  # else the session would be written for it
        request.session[KEPT_PAGES] = pages
    return kept


@receiver(user_logged_in)
def find_kept_texts(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """At sign-in: where text of this user waits. Says so when the way does not lead there."""
    with acting_as(_actor(user.pk)):
        kept = remember_kept(request, user.pk)
    leads_to = request.POST.get("next") or request.GET.get("next")
    if kept and leads_to not in {text.page for text in kept} and hasattr(request, "_messages"):
        links = format_html_join(
            ", ",
            '<a href="{}">{}</a>',
            ((text.page, date_format(localtime(text.kept_at), "DATETIME_FORMAT")) for text in kept),
        )
        told = _("What you typed before your session ended has been kept:")
        messages.info(request, format_html("{} {}", told, links))


def _actor(user_id: int) -> Actor:
    user = user_with_memberships(user_id)
    memberships = user.memberships_in_force if user else None
    return actor_of(memberships[0]) if memberships else Actor(user_id, 0, "", "")


def _place(kept: KeptText) -> dict[str, str]:
    return {"table": "accounts_kepttext", "row": f"{kept.user_id}/{kept.pk}", "field": "fields"}


def _may_be_kept(path: str) -> bool:
    """Whether an address is a page of the portal, and none on which one proves who one is."""
    if len(path) > LONGEST_PATH or not path.startswith("/"):
        return False
    try:
        name = resolve(path).url_name or ""
    except Resolver404:
        return False
    return not name.startswith(_PROOF) and path != str(settings.LOGIN_URL)
