"""Pages of the good practices. Strangers, and who has no part in it, get 404."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts import codes
from protection.actor import Actor, current_actor
from protection.audit import record
from protection.files.checks import CONTENT_TYPES, FileRefused
from workinggroup import contributing
from workinggroup.models.practices import Practice
from workinggroup.practices import presenting, selectors, services
from workinggroup.practices.forms import (
    AdoptionForm,
    CommentForm,
    FileForm,
    FilterForm,
    PracticeForm,
    ReviewForm,
)
from workinggroup.practices.life import Move, State
from workinggroup.stale import StaleError, meanwhile

VIEWS = ("published", "own", "review")


def reader() -> Actor:
    """Whoever may read the working group's own work. Raises Http404."""
    actor = current_actor()
    if actor is None or not contributing.can_read(actor):
        raise Http404
    return actor


def _practice(practice_id: int) -> tuple[Actor, Practice]:
    actor = reader()
    practice = selectors.one(actor, practice_id)
    if practice is None:
        raise Http404
    return actor, practice


@require_safe
def practice_list(request: HttpRequest) -> HttpResponse:
    """The good practices, filtered and a page at a time."""
    actor = reader()
    view = request.GET.get("view", "published")
    form = FilterForm(request.GET, countries=codes.choices("country"))
    filters = form.filters(view if view in VIEWS else "published")
    listed = selectors.listed(actor, filters, request.GET.get("page", ""))
    context = {
        "form": form,
        "filters": filters,
        "rows": presenting.draw_rows(listed.page.rows, with_state=filters.view != "published"),
        "links": listed.page.links(filters.query()),
        "to_review": listed.to_review,
        "may_contribute": contributing.can_contribute(actor),
        "reviews": contributing.can_review(actor),
    }
    return render(request, "workinggroup/practices/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def practice_add(request: HttpRequest) -> HttpResponse:
    """Contribute a practice. 422 where something lacks; 404 for who does not contribute."""
    actor = reader()
    if not contributing.can_contribute(actor):
        raise Http404
    countries = [(c.code, c.name) for c in selectors.portal_countries()]
    language = get_language() if get_language() in services.LANGUAGES else "nl"
    form = PracticeForm(
        request.POST if request.method == "POST" else None,
        countries=countries,
        initial={"country": actor.country, "language": language},
    )
    if request.method == "POST" and form.is_valid():
        practice = services.write(form.values(), now=timezone.now())
        messages.success(
            request,
            _("Your practice was saved as a draft. Nobody outside your organisation sees it yet."),
        )
        return redirect("workinggroup:practice", practice.pk)
    status = 422 if form.is_bound else 200
    return render(request, "workinggroup/practices/form.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def practice_edit(request: HttpRequest, practice_id: int) -> HttpResponse:
    """Change a practice; 409 where it moved on or somebody else saved it meanwhile."""
    actor, practice = _practice(practice_id)
    if not contributing.can_edit_practice(actor, practice.state, practice.organisation_id):
        raise Http404
    countries = [(c.code, c.name) for c in selectors.portal_countries()]
    bound = request.method == "POST"
    form = PracticeForm(request.POST if bound else None, countries=countries, practice=practice)
    status, saved = 200, None
    if bound:
        status = 422
        if form.is_valid():
            status = 409
            try:
                services.write(
                    form.values(),
                    now=timezone.now(),
                    practice_id=practice_id,
                    revision=form.cleaned_data["revision"] or 0,
                )
            except StaleError:
                practice.refresh_from_db()
                saved = meanwhile(form, PracticeForm(countries=countries, practice=practice))
            except services.MoveRefusedError as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, _("The practice was saved."))
                return redirect("workinggroup:practice", practice_id)
    context = {"form": form, "practice": practice, "saved": saved}
    return render(request, "workinggroup/practices/form.html", context, status=status)


@require_safe
def practice_page(request: HttpRequest, practice_id: int) -> HttpResponse:
    """One practice, with its comments, files and where it was adopted."""
    actor, practice = _practice(practice_id)
    return _shown(request, actor, practice)


def _shown(
    request: HttpRequest, actor: Actor, practice: Practice, *, status: int = 200, **forms: Any
) -> HttpResponse:
    today = timezone.localdate()
    markable = selectors.markable_countries(actor, practice)
    published = practice.state == State.PUBLISHED
    context = {
        "practice": practice,
        "shown": presenting.page(practice),
        "comments": presenting.comments(practice, actor),
        "files": presenting.files(practice),
        "may_edit": contributing.can_edit_practice(actor, practice.state, practice.organisation_id),
        "own": practice.organisation_id == actor.organisation_id,
        "reviews": contributing.can_review(actor),
        "missing": services.missing(practice),
        "unmarkable": [code for code, _name in markable],
        "comment_form": forms.get("comment")
        or (CommentForm() if published and contributing.can_comment(actor) else None),
        "adoption_form": forms.get("adoption")
        or (AdoptionForm(countries=markable, today=today) if published and markable else None),
        "faulty": next((form for form in forms.values() if form), None),
    }
    return render(request, "workinggroup/practices/page.html", context, status=status)


@require_POST
def practice_move(request: HttpRequest, practice_id: int, practice_step: str) -> HttpResponse:
    """Send, take back or withdraw; 409 with the practice as it stands where that is refused."""
    actor, _before = _practice(practice_id)
    if practice_step not in {Move.SEND, Move.TAKE_BACK, Move.WITHDRAW}:
        raise Http404
    told = {
        Move.SEND: _("The secretariat has been told. It reviews your practice."),
        Move.TAKE_BACK: _("The practice is a draft again."),
        Move.WITHDRAW: _("The practice is no longer published."),
    }
    try:
        services.move(practice_id, Move(practice_step), now=timezone.now())
    except services.NotFoundError:
        raise Http404 from None
    except services.MoveRefusedError as refused:
        messages.error(request, str(refused))
        return _shown(request, actor, _practice(practice_id)[1], status=409)
    messages.success(request, told[Move(practice_step)])
    return redirect("workinggroup:practice", practice_id)


@require_http_methods(["GET", "HEAD", "POST"])
def practice_review(request: HttpRequest, practice_id: int) -> HttpResponse:
    """The secretariat reads it in both languages and decides. Others get 404."""
    actor, practice = _practice(practice_id)
    if not contributing.can_review(actor) or practice.state != State.REVIEW:
        raise Http404
    form = ReviewForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            step = Move(form.cleaned_data["decision"])
            note = form.cleaned_data["note"]
            try:
                services.move(practice_id, step, now=timezone.now(), note=note)
            except services.MoveRefusedError as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                messages.success(request, _("Your decision was kept; the contributor is told."))
                return redirect("workinggroup:practice", practice_id)
    context = {
        "form": form,
        "practice": practice,
        "sides": presenting.sides(practice),
        "missing": services.missing(practice),
        "shown": presenting.page(practice),
    }
    return render(request, "workinggroup/practices/review.html", context, status=status)


@require_POST
def practice_comment(request: HttpRequest, practice_id: int) -> HttpResponse:
    """Comment on a published practice; 422 with what was typed where it cannot be kept."""
    actor, practice = _practice(practice_id)
    if practice.state != State.PUBLISHED or not contributing.can_comment(actor):
        raise Http404
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _shown(request, actor, practice, status=422, comment=form)
    language = get_language() or "nl"
    text = form.cleaned_data["text"]
    try:
        services.comment(practice_id, text, language=language, now=timezone.now())
    except services.NotFoundError:  # withdrawn while it was being typed
        raise Http404 from None
    messages.success(request, _("Your comment stands below the practice."))
    return redirect("workinggroup:practice", practice_id)


@require_POST
def comment_remove(request: HttpRequest, practice_id: int, comment_id: int) -> HttpResponse:
    """Take a comment back."""
    reader()
    try:
        services.remove_comment(practice_id, comment_id)
    except services.NotFoundError:
        raise Http404 from None
    messages.success(request, _("The comment was removed."))
    return redirect("workinggroup:practice", practice_id)


@require_POST
def practice_adopt(request: HttpRequest, practice_id: int) -> HttpResponse:
    """Mark “adopted in” with its day; 422 where the day is impossible."""
    actor, practice = _practice(practice_id)
    markable = selectors.markable_countries(actor, practice)
    if practice.state != State.PUBLISHED or not markable:
        raise Http404
    form = AdoptionForm(request.POST, countries=markable, today=timezone.localdate())
    if not form.is_valid():
        return _shown(request, actor, practice, status=422, adoption=form)
    country, on = form.cleaned_data["country"], form.cleaned_data["on"]
    try:
        services.mark_adopted(practice_id, country, on=on, now=timezone.now())
    except (services.NotFoundError, services.MoveRefusedError):  # withdrawn meanwhile
        raise Http404 from None
    messages.success(request, _("The mark was set."))
    return redirect("workinggroup:practice", practice_id)


@require_POST
def practice_unadopt(request: HttpRequest, practice_id: int, adopted_country: str) -> HttpResponse:
    """Take a mark back."""
    reader()
    try:
        services.unmark_adopted(practice_id, adopted_country.upper())
    except services.NotFoundError:
        raise Http404 from None
    messages.success(request, _("The mark was taken back."))
    return redirect("workinggroup:practice", practice_id)


@require_http_methods(["GET", "HEAD", "POST"])
def practice_files(request: HttpRequest, practice_id: int) -> HttpResponse:
    """Attach a file. 404 for who may not change the practice."""
    actor, practice = _practice(practice_id)
    if not contributing.can_edit_practice(actor, practice.state, practice.organisation_id):
        raise Http404
    form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid():
        uploaded = form.cleaned_data["file"]
        try:
            services.add_file(practice_id, uploaded.name, uploaded.read(), now=timezone.now())
        except FileRefused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, _("The file was added."))
            return redirect("workinggroup:practice_files", practice_id)
    context = {
        "form": form,
        "practice": practice,
        "files": presenting.files(practice),
        "shown": presenting.page(practice),
    }
    status = 422 if form.errors else 200
    return render(request, "workinggroup/practices/files.html", context, status=status)


@require_safe
def practice_file(request: HttpRequest, practice_id: int, file_id: int) -> HttpResponse:
    """One attachment, to be saved and never shown inside the portal; each time is logged."""
    _actor, practice = _practice(practice_id)
    row = practice.files.filter(pk=file_id).first()
    if row is None:
        raise Http404
    record("practice_file_opened", subject="practice", subject_id=str(practice_id))
    stem = row.name.rpartition(".")[0] or row.name
    response = HttpResponse(bytes(row.content), content_type=CONTENT_TYPES[row.kind])
    disposition = content_disposition_header(as_attachment=True, filename=f"{stem}.{row.kind}")
    response["Content-Disposition"] = disposition or "attachment"
    return response


@require_POST
def file_remove(request: HttpRequest, practice_id: int, file_id: int) -> HttpResponse:
    """Take an attachment away."""
    reader()
    try:
        services.remove_file(practice_id, file_id)
    except services.NotFoundError:
        raise Http404 from None
    except services.MoveRefusedError as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("The file was deleted."))
    return redirect("workinggroup:practice_files", practice_id)
