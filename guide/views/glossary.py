"""The glossary: read by everybody, written by content editors."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guide import glossary, term_editing
from guide.permissions import can_edit_glossary
from guide.term_forms import TermForm
from guide.terms import Term
from protection.actor import Actor, current_actor

MOST_TYPED = 100


@login_not_required
@require_safe
def glossary_page(request: HttpRequest) -> HttpResponse:
    """The alphabet, or what of it answers a question."""
    question = request.GET.get("q", "")[:MOST_TYPED].strip()
    editor = can_edit_glossary(current_actor())
    found = glossary.entries(question, retired=editor)
    context = {
        "question": question,
        "letters": glossary.by_letter(entry for entry in found if entry.active),
        "retired": [entry for entry in found if not entry.active],
        "number": sum(entry.active for entry in found),
        "can_edit": editor,
    }
    return render(request, "guide/glossary/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def term_add(request: HttpRequest) -> HttpResponse:
    """Write a new term. 422 when something is missing."""
    actor = _editor()
    form = TermForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _saved(term_editing.write_term(form.values(), actor=actor))
    status = 422 if form.is_bound else 200
    return render(request, "guide/glossary/form.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def term_edit(request: HttpRequest, term: str) -> HttpResponse:
    """Change a term, with its history below; 409 where somebody else did so meanwhile."""
    actor = _editor()
    found = _term(term)
    if request.method != "POST":
        return _form_page(request, TermForm(term=found), found)
    typed = request.POST.copy()
    form = TermForm(typed)
    if not form.is_valid():
        return _form_page(request, form, found, status=422)
    try:
        version = form.cleaned_data["version"] or 0
        return _saved(
            term_editing.write_term(form.values(), actor=actor, slug=term, version=version)
        )
    except term_editing.StaleTermError:
        form.add_error(
            None,
            _(
                "Somebody else has changed this term meanwhile, so nothing was saved. What you "
                "typed is kept: compare, and save again."
            ),
        )
        typed["version"] = str(found.version)
        return _form_page(request, form, found, status=409)


@require_POST
def term_retire(request: HttpRequest, term: str) -> HttpResponse:
    """It is shown and explained no more."""
    term_editing.offer_term(_term(term).slug, active=False, actor=_editor())
    messages.success(request, _("The term is retired: readers do not see it any more."))
    return redirect("guide:term_edit", term)


@require_POST
def term_restore(request: HttpRequest, term: str) -> HttpResponse:
    """It is shown again."""
    term_editing.offer_term(_term(term).slug, active=True, actor=_editor())
    messages.success(request, _("The term is shown again."))
    return redirect("guide:term_edit", term)


def _editor() -> Actor:
    actor = current_actor()
    if actor is None or not can_edit_glossary(actor):
        raise Http404
    return actor


def _term(slug: str) -> Term:
    found = Term.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _saved(term: Term) -> HttpResponse:
    return redirect(f"{reverse('guide:glossary')}#{term.slug}")


def _form_page(request: HttpRequest, form: Any, term: Term, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "term": term,
        "history": term_editing.history(term, get_language() or "en"),
    }
    return render(request, "guide/glossary/form.html", context, status=status)
