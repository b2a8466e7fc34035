"""An editor's pages on which a page of the guide begins, moves, and leaves the guide."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guide.life import OPEN
from guide.models import Page, Version
from guide.page_forms import PageForm, RetireForm
from guide.pages import change_page, create_page, retire_page, was_public
from guide.publishing import MoveRefused
from guide.views.editing import for_editors, found_work
from guide.views.moving import changed_meanwhile


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def add(request: HttpRequest) -> HttpResponse:
    """A new page: what it is about and its address; then it is written as every other."""
    form = PageForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page_form(request, form)
    create_page(form.save(commit=False), form.titles(), now=timezone.now())
    messages.success(request, _("The page was added as a draft. Nobody outside sees it yet."))
    return redirect("guide:write", form.instance.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def settle(request: HttpRequest, slug: str) -> HttpResponse:
    """Address, subject and place of a page that was never public; 409 once it was."""
    page = get_object_or_404(Page, slug=slug)
    if was_public(page):
        return changed_meanwhile(request, slug)
    version = Version.objects.filter(page=page, state__in=OPEN).first()
    titles = {f"title_{one}": getattr(version, f"title_{one}", "") for one in ("nl", "fr")}
    form = PageForm(
        request.POST if request.method == "POST" else None, instance=page, initial=titles
    )
    if request.method != "POST" or not form.is_valid():
        return _page_form(request, form, slug=slug)
    try:
        change_page(form.save(commit=False), form.titles(), now=timezone.now())
    except MoveRefused:
        return changed_meanwhile(request, slug)
    messages.success(request, _("The draft has been saved. Nobody outside sees it yet."))
    return redirect("guide:work", form.instance.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def retire(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose that a page leaves the guide; 409 while a version is in work."""
    work = found_work(slug)
    if not work.may_retire:
        return changed_meanwhile(request, slug)
    form = RetireForm(work.page, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        context = {"work": work, "form": form}
        return render(request, "guide/edit/retire.html", context, status=status)
    try:
        retire_page(slug, successor=form.page(), now=timezone.now())
    except MoveRefused:
        return changed_meanwhile(request, slug)
    messages.success(
        request, _("The page stays public until the reviewers agree. Send it for review now.")
    )
    return redirect("guide:send", slug)


def _page_form(request: HttpRequest, form: PageForm, *, slug: str = "") -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "guide/edit/page.html", {"form": form, "slug": slug}, status=status)
