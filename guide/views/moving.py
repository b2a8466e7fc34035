"""The life of a text page by page: send, review, take back, withdraw, versions, restore."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.public import public_contacts
from guide import publishing, workshop
from guide.difference import LanguageChanges, compare
from guide.edit_forms import ReviewForm, SendForm
from guide.editing import restore, stamp_of
from guide.life import State
from guide.models import Version
from guide.publishing import MoveRefused, NotComplete
from guide.selectors import present
from guide.views.editing import for_editors, for_readers_of_drafts, found_work, named_languages
from guide.wording import Wording, missing, wording_of
from notifications.services import mark_read_for
from protection.actor import require_actor

NOTHING = Wording({}, {}, ())


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a review; 409 where there is no draft, or a text is missing."""
    work = found_work(slug)
    lacks = [] if work.version.retired else missing(wording_of(work.version))
    form = SendForm(request.POST if request.method == "POST" else None, label_suffix="")
    context = {"work": work, "form": form, "lacks": lacks}
    if work.version.state != State.DRAFT:
        return changed_meanwhile(request, slug)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "guide/edit/send.html", context, status=status)
    try:
        publishing.send_for_review(slug, **form.cleaned_data, now=timezone.now())
    except NotComplete:
        return render(request, "guide/edit/send.html", context, status=409)
    except MoveRefused:
        return changed_meanwhile(request, slug)
    messages.success(request, _("The text is with its reviewers. You hear what they decide."))
    return redirect("guide:work", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers_of_drafts
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """What would change, and the decision; 404 for whoever has no seat at this page."""
    work = found_work(slug)
    actor = require_actor()
    mark_read_for(actor.user_id, "guide:review", slug)
    if not (work.may_review or work.may_send_back):
        if workshop.has_seat(work.page, actor):
            return redirect("guide:work", slug)
        raise Http404
    stamp = stamp_of(work.version)
    form = ReviewForm(
        request.POST if request.method == "POST" else None,
        label_suffix="",
        initial={"version": stamp},
    )
    if not work.may_review:
        form.fields["decision"].choices = form.fields["decision"].choices[1:]  # type: ignore[attr-defined]
    context = {"work": work, "form": form, "changes": _changes(work.public, work.version)}
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "guide/edit/review.html", context, status=status)
    number, _dot, revision = form.cleaned_data["version"].partition(".")
    if not (number.isdecimal() and revision.isdecimal()):
        return changed_meanwhile(request, slug)
    seen = {"number": int(number[:9]), "revision": int(revision[:9])}
    try:
        if form.cleaned_data["decision"] == "approve":
            state = publishing.approve(slug, **seen, now=timezone.now())
            messages.success(request, _decided(state, work.version))
        else:
            remarks = form.cleaned_data["remarks"]
            publishing.send_back(slug, **seen, remarks=remarks, now=timezone.now())
            messages.success(request, _("The text was sent back with your remarks."))
    except MoveRefused:
        return changed_meanwhile(request, slug)
    return redirect("guide:work", slug)


@require_POST
@for_editors
def recall(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a text back from its reviewers, or from its day."""
    found_work(slug)
    try:
        publishing.take_back(slug, now=timezone.now())
    except MoveRefused:
        return changed_meanwhile(request, slug)
    messages.success(request, _("The text is a draft again. Nothing of it is public."))
    return redirect("guide:work", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Withdraw a draft, after a question."""
    work = found_work(slug)
    if work.version.state != State.DRAFT:
        return changed_meanwhile(request, slug)
    if request.method != "POST":
        return render(request, "guide/edit/withdraw.html", {"work": work})
    try:
        publishing.withdraw(slug, now=timezone.now())
    except MoveRefused:
        return changed_meanwhile(request, slug)
    messages.success(request, _("The draft is withdrawn. It stays in the list of versions."))
    return redirect("guide:work", slug)


@require_safe
@for_readers_of_drafts
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A version as its reader would see it."""
    found = _version(slug, number)
    context = {
        "version": found,
        "state": workshop.state_of(found),
        "kind": workshop.kind_of_state(found),
        "page": present(found, found.sections.all()),
        "contacts": public_contacts(found.organisations),
        "may_restore": _may_restore(slug, found),
    }
    return render(request, "guide/edit/version.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def restore_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take up an earlier text as a new draft, after a question; 409 while one is in work."""
    found = _version(slug, number)
    if not _may_restore(slug, found):
        return changed_meanwhile(request, slug)
    if request.method != "POST":
        work = found_work(slug)
        return render(request, "guide/edit/restore.html", {"version": found, "work": work})
    try:
        made = restore(slug, number, now=timezone.now())
    except MoveRefused:
        return changed_meanwhile(request, slug)
    messages.success(
        request,
        _("Version %(old)d is taken up as draft %(new)d. What is public has not changed.")
        % {"old": number, "new": made.number},
    )
    return redirect("guide:work", slug)


@require_safe
@for_readers_of_drafts
def difference(request: HttpRequest, slug: str) -> HttpResponse:
    """What one version has that another has not; 404 for numbers that are none.

    Without numbers it leads to where they are chosen.
    """
    numbers = [request.GET.get(name, "") for name in ("from", "to")]
    if not any(numbers):
        return redirect("guide:work", slug)
    if not all(one.isdecimal() and len(one) < 6 for one in numbers):
        raise Http404
    before, after = (_version(slug, int(one)) for one in numbers)
    context = {
        "work": found_work(slug),
        "before": before,
        "after": after,
        "changes": _changes(before, after),
    }
    return render(request, "guide/edit/difference.html", context)


def _changes(before: Version | None, after: Version) -> list[LanguageChanges]:
    old, new = wording_of(before) if before else NOTHING, wording_of(after)
    return compare(old, new, named_languages(new))


def _may_restore(slug: str, found: Version) -> bool:
    work = found_work(slug)
    stands = found.state == State.PUBLISHED
    return work.may_write and not work.in_work and not stands and not found.retired


def _version(slug: str, number: int) -> Version:
    found = workshop.find_version(slug, number)
    if found is None:
        raise Http404
    return found


def _decided(state: State, version: Version) -> str:
    if state == State.PUBLISHED:
        return _("You agreed. The text is public now.")
    if state == State.SCHEDULED:
        day: Any = version.publish_on
        return _("You agreed. The text becomes public on %(day)s.") % {"day": date_format(day)}
    return _("You agreed. Other reviewers have not decided yet.")


def changed_meanwhile(request: HttpRequest, slug: str) -> HttpResponse:
    """409: the page as it stands now, and that nothing was done."""
    messages.error(
        request, _("The text does not stand there any more, so nothing was done. See below.")
    )
    context = {"work": found_work(slug)}
    return render(request, "guide/edit/work.html", context, status=409)
