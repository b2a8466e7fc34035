"""The pages about one's own sessions, and what the script of the session's end asks for."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from protection.audit import record

from . import keeping, services
from .codes import BROWSER_NAMES, ENDED_FOR, SYSTEM_NAMES
from .ending import end_session_of, seconds_left
from .models import KeptText, PortalSession
from .store import digest

MOST_SHOWN = 50


def _reader(request: HttpRequest) -> int:
    """The signed-in reader's id. Raises Http404 without one, which the login rule excludes."""
    if request.user.pk is None:
        raise Http404
    return request.user.pk


def _device_in_words(session: PortalSession) -> str:
    browser, system = BROWSER_NAMES.get(session.browser), SYSTEM_NAMES.get(session.system)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser that does not say its name")


@require_safe
def session_list(request: HttpRequest) -> HttpResponse:
    """Where the reader is signed in now, this session first, and what was kept for them."""
    reader, own = _reader(request), digest(request.session.session_key or "")
    found = PortalSession.objects.filter(user_id=reader).order_by("-last_seen_at", "pk")
    rows: list[dict[str, Any]] = [
        {"session": session, "device": _device_in_words(session), "own": session.pk == own}
        for session in found.defer("session_data")[:MOST_SHOWN]
    ]
    rows.sort(key=lambda row: not row["own"])
    context = {"rows": rows, "kept": keeping.kept_texts(reader)}
    return render(request, "account/sessions/list.html", context)


@require_POST
def session_end(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """End one of the reader's own sessions; somebody else's is not there."""
    reader = _reader(request)
    own = PortalSession.objects.filter(public_id=session_id, user_id=reader).first()
    if own is not None and own.pk == digest(request.session.session_key or ""):
        logout(request)
        return redirect("account_login")
    if not services.end_session(reader, session_id):
        raise Http404
    record("session_ended", subject="user", subject_id=str(reader))
    messages.success(request, _("That session has been signed out."))
    return redirect("session_list")


@require_POST
def session_end_all(request: HttpRequest) -> HttpResponse:
    """End every other session, and with `here` this one too."""
    reader, here = _reader(request), "here" in request.POST
    ended = services.end_sessions(reader, but=None if here else request.session.session_key)
    record("sessions_ended", subject="user", subject_id=str(reader), detail={"count": str(ended)})
    if here:
        logout(request)
        return redirect("account_login")
    told = ngettext(
        "%(n)s other session was signed out.", "%(n)s other sessions were signed out.", ended
    )
    messages.success(request, told % {"n": ended})
    return redirect("session_list")


@require_http_methods(["GET", "HEAD", "POST"])
def session_not_me(request: HttpRequest) -> HttpResponse:
    """After somebody else's sign-in: end the others, forget all devices, choose a new password."""
    if request.method != "POST":
        return render(request, "account/sessions/not_me.html")
    reader = _reader(request)
    ended = services.end_sessions(reader, but=request.session.session_key)
    services.forget_devices(reader)
    record("sign_in_disowned", subject="user", subject_id=str(reader), detail={"count": str(ended)})
    messages.success(request, _("Every other session was signed out. Now choose a new password."))
    return redirect("account_change_password")


@login_not_required
@require_POST
def session_stay(request: HttpRequest) -> HttpResponse:
    """For the script: the reader is still there. Answers how long the session can last at most (0:
    it has ended), and whether a form that is sent now is taken or at least kept."""
    left = seconds_left(request) if request.user.is_authenticated else 0
    return JsonResponse({"left": left, "keeps": keeping.whose(request) is not None})


@login_not_required
@sensitive_post_parameters()
@require_POST
def session_keep(request: HttpRequest) -> HttpResponse:
    """For the script: keep what is typed in a form of the page; with `session-ends` end it too.

    The form's own fields, and `session-page` and `session-action`: its page, and where it posts.
    Answers when it was kept, in JSON, or 204 when nothing was.
    """
    reader = keeping.whose(request)
    if reader is None:
        raise Http404
    ends = "session-ends" in request.POST
    fields = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        if not name.startswith("session-"):
            fields.setlist(name, values)
    page = request.POST.get("session-page", "")
    action = request.POST.get("session-action") or page
    if request.user.is_authenticated and not ends:
        kept_at = keeping.keep_for_reader(request, page, action, fields)
        if kept_at is not None:
            at = date_format(timezone.localtime(kept_at), "TIME_FORMAT")
            return JsonResponse({"saved": False, "at": at})
        return HttpResponse(status=204)
    kept = keeping.keep_typed(reader, page, action, fields)
    if ends and request.user.is_authenticated:
        end_session_of(request)
    if ends and ENDED_FOR in request.session:
        messages.info(request, _say_end(kept or "session-kept" in request.POST))
    return HttpResponse(status=204)


def _say_end(kept: bool) -> str:
    if kept:
        return _("Your session has ended. What you typed has been kept: sign in to go on with it.")
    return _("Your session has ended. Sign in to go on.")


@require_POST
def session_discard(request: HttpRequest) -> HttpResponse:
    """Throw away what was kept (field `kept`), and back to its page as it is without."""
    try:
        named = UUID(request.POST.get("kept", ""))
    except ValueError as error:
        raise Http404 from error
    kept = KeptText.objects.filter(pk=named, user_id=_reader(request)).first()
    if kept is None:
        raise Http404
    kept.delete()
    keeping.remember_kept(request, kept.user_id)
    messages.success(request, _("What had been kept has been thrown away."))
    return redirect("session_list" if "list" in request.POST else kept.page)
