"""The editors' pages: the list, one page at work, and its form with the preview."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guide import workshop
from guide.difference import compare
from guide.edit_forms import BODY, NAMES, EditForm, languages_of
from guide.editing import StaleVersion, current, stamp_of, write
from guide.life import OPEN, State
from guide.markdown import refuse_unsafe
from guide.markdown import render as render_markdown
from guide.models import Page, Version
from guide.permissions import can_edit_guide, can_read_drafts
from guide.publishing import MoveRefused
from guide.wording import Wording, wording_of
from protection.actor import Actor, current_actor

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def _allowed(test: Callable[[Actor | None], bool]) -> Callable[[View[P]], View[P]]:
    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not test(current_actor()):
                raise Http404
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


for_readers_of_drafts = _allowed(can_read_drafts)
for_editors = _allowed(can_edit_guide)


@require_safe
@for_readers_of_drafts
def work_list(request: HttpRequest) -> HttpResponse:
    """All pages: what is on its way, and what is public, with the state of each language."""
    actor = current_actor()
    context = {"workshop": workshop.workshop(actor), "may_edit": can_edit_guide(actor)}
    return render(request, "guide/edit/list.html", context)


@require_safe
@for_readers_of_drafts
def work_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One page: where its text stands, what can be done with it, and its versions."""
    typed = request.GET.get("before", "")
    before = int(typed) if typed.isdecimal() and len(typed) < 6 else None
    return render(request, "guide/edit/work.html", {"work": found_work(slug, before=before)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def write_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The form. 422 with the faults by field and line, 409 with the difference when somebody saved
    meanwhile; what was typed is kept in both."""
    page, version = _page(slug)
    wording, stamp = wording_of(version), stamp_of(version)
    if request.method != "POST":
        if version.state in OPEN and version.state != State.DRAFT:
            messages.warning(request, _with_reviewers())
            return redirect("guide:work", slug)
        return _form_page(request, page, version, EditForm(wording, stamp))
    if "add" in request.POST:
        return _form_page(request, page, version, EditForm(wording, stamp, typed=request.POST))
    typed = request.POST.copy()
    form = EditForm(wording, stamp, data=typed)
    good = form.is_valid()
    if "preview" in request.POST or not good:
        return _form_page(request, page, version, form, previewed=good)
    return _saved(request, page, version, form, typed)


def _saved(
    request: HttpRequest, page: Page, version: Version, form: EditForm, typed: QueryDict
) -> HttpResponse:
    """Save a valid form, or say why not."""
    wording, stamp = wording_of(version), stamp_of(version)
    try:
        now = timezone.now()
        saved = write(page.slug, form.wording(), stamp=form.cleaned_data["stamp"], now=now)
    except StaleVersion:
        difference = compare(wording, form.wording(), named_languages(wording, form.wording()))
        form.add_error(
            None,
            _(
                "Somebody else has saved this page meanwhile, so nothing was saved. What you typed "
                "is kept. Below is how it differs from what is saved now: saving again replaces it."
            ),
        )
        typed["stamp"] = stamp
        return _form_page(request, page, version, form, difference=difference)
    except MoveRefused:
        form.add_error(None, _with_reviewers())
        return _form_page(request, page, version, form, difference=[])
    if stamp_of(saved) == stamp:
        messages.info(request, _("Nothing was changed."))
    else:
        messages.success(request, _("The draft has been saved. Nobody outside sees it yet."))
    return redirect("guide:work", page.slug)


@require_POST
@for_editors
def preview(request: HttpRequest) -> HttpResponse:
    """What a text looks like, as a fragment; the same way that the public page goes."""
    text = request.POST.get("text", "")[:BODY]
    context: dict[str, Any] = {"faults": [], "preview": ""}
    try:
        refuse_unsafe(text)
    except ValidationError as fault:
        context["faults"] = fault.messages
    else:
        context["preview"] = render_markdown(text)
    return render(request, "guide/edit/preview.html", context)


def found_work(slug: str, *, before: int | None = None) -> workshop.Work:
    """The page at work; 404 where there is none."""
    found = workshop.work(slug, current_actor(), before=before)
    if found is None:
        raise Http404
    return found


def named_languages(*wordings: Wording) -> list[tuple[str, Any]]:
    """The languages that these texts are written in, with their names."""
    codes = {language: None for one in wordings for language in languages_of(one)}
    return [(code, NAMES[code]) for code in codes]


def _with_reviewers() -> str:
    return _("This text is with its reviewers or has its day. Take it back before you change it.")


def _page(slug: str) -> tuple[Page, Version]:
    page = Page.objects.filter(slug=slug).first()
    if page is None:
        raise Http404
    try:
        return page, current(page)
    except Version.DoesNotExist:
        raise Http404 from None


def _form_page(
    request: HttpRequest,
    page: Page,
    version: Version,
    form: EditForm,
    *,
    previewed: bool = False,
    difference: Any = None,
) -> HttpResponse:
    status = 409 if difference is not None else 422 if form.errors else 200
    context = {
        "form": form,
        "page": page,
        "title": version.title or page.slug,
        "names": NAMES,
        "previewed": previewed,
        "difference": difference,
    }
    return render(request, "guide/edit/write.html", context, status=status)
