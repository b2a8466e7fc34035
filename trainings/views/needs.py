"""The needs inventory: rounds, the ranked view, one need, and what becomes of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trainings import inventory, permissions, ranking
from trainings.forms.needs import CommentForm, NeedFilter, NeedForm, RoundForm, SupportForm
from trainings.inventory import InventoryRefused
from trainings.life import ROUND_TABLE, RoundState
from trainings.models import Need, Round
from trainings.views.common import for_readers, for_secretariat, reader

REFUSED = {
    "closed": gettext_lazy("The round is not open any more. Nothing was saved."),
    "merged": gettext_lazy("One of these became part of another need. Nothing was merged."),
    "own": gettext_lazy("This is your own need."),
    "other_open": gettext_lazy("Another round is open. Close it first."),
    "training": gettext_lazy("A training meets one of these already: merge the others into it."),
}
STEPS = {"open": gettext_lazy("The round is open, and the organisations are told.")} | {
    "close": gettext_lazy("The round is closed.")
}


@require_safe
@for_readers
def round_list(request: HttpRequest) -> HttpResponse:
    """All rounds, the open one first."""
    actor = reader()
    rounds = [one for one in Round.objects.all() if permissions.can_see_round(actor, one)]
    rounds.sort(key=lambda one: one.state != RoundState.OPEN)
    context = {"rounds": rounds, "may_run": permissions.can_run_rounds(actor)}
    return render(request, "trainings/needs/rounds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def round_new(request: HttpRequest) -> HttpResponse:
    """Prepare a round."""
    form = RoundForm(request.POST if request.method == "POST" else None, label_suffix="")
    if not form.is_bound:
        return render(request, "trainings/needs/round_new.html", {"form": form})
    if not form.is_valid():
        return render(request, "trainings/needs/round_new.html", {"form": form}, status=422)
    made = inventory.prepare_round(form.cleaned_data)
    messages.success(request, _("The round is prepared. Open it when it is right."))
    return redirect("trainings:round", made.pk)


@require_safe
@for_readers
def round_page(request: HttpRequest, round_id: int) -> HttpResponse:
    """The needs of a round, ranked, with who wants what."""
    return _round(request, _found_round(round_id))


@require_POST
@for_secretariat
def round_move(request: HttpRequest, round_id: int, slug: str) -> HttpResponse:
    """Open or close a round."""
    found = _found_round(round_id)
    if slug not in STEPS:
        raise Http404
    try:
        inventory.move_round(round_id, slug, now=timezone.now())
    except InventoryRefused as refused:
        messages.error(request, REFUSED[refused.code])
        return _round(request, found, status=409)
    messages.success(request, STEPS[slug])
    return redirect("trainings:round", round_id)


@require_POST
@for_secretariat
def needs_merge(request: HttpRequest, round_id: int) -> HttpResponse:
    """Merge the needs that were ticked into the first of them in the ranking."""
    found = _found_round(round_id)
    ticked = [_uuid(text) for text in request.POST.getlist("need")[:100]]
    ids = [one for one in ticked if one]
    if len(ids) < 2:
        messages.error(request, _("Tick two needs or more that say the same."))
        return _round(request, found, status=422)
    best = found.needs.filter(pk__in=ids).order_by("-score", "id").first()
    try:
        into = inventory.merge(best.pk if best else ids[0], [one for one in ids if one])
    except InventoryRefused as refused:
        messages.error(request, REFUSED[refused.code])
        return _round(request, found, status=409)
    messages.success(request, _("They are one need now, with all who stand behind them."))
    return redirect("trainings:need", into.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def need_state(request: HttpRequest, round_id: int) -> HttpResponse:
    """State a need of the own organisation."""
    found = _found_round(round_id)
    if not permissions.can_state_need(reader(), found):
        return _closed_or_strange(request, found)
    form = _need_form(request, {"language": get_language()})
    context = {"form": form, "round": found, "need": None}
    if not form.is_bound:
        return render(request, "trainings/needs/state.html", context)
    if not form.is_valid():
        return render(request, "trainings/needs/state.html", context, status=422)
    try:
        made = inventory.state_need(round_id, form.cleaned_data, now=timezone.now())
    except InventoryRefused as refused:
        form.add_error(None, REFUSED[refused.code])
        return render(request, "trainings/needs/state.html", context, status=409)
    messages.success(request, _("The need is stated. Others can say that they need it too."))
    return redirect("trainings:need", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def need_change(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """Write an own need anew."""
    need = _found_need(need_id)
    if not permissions.can_change_need(reader(), need):
        raise Http404
    form = _need_form(request, {name: getattr(need, name) for name in NeedForm.base_fields})
    context = {"form": form, "round": need.round, "need": need}
    if not form.is_bound:
        return render(request, "trainings/needs/state.html", context)
    if not form.is_valid():
        return render(request, "trainings/needs/state.html", context, status=422)
    try:
        inventory.change_need(need_id, form.cleaned_data)
    except InventoryRefused as refused:
        form.add_error(None, REFUSED[refused.code])
        return render(request, "trainings/needs/state.html", context, status=409)
    messages.success(request, _("Saved."))
    return redirect("trainings:need", need_id)


@require_safe
@for_readers
def need_page(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """One need: who stands behind it, what was said, and the training that meets it."""
    return _need(request, _found_need(need_id))


@require_POST
@for_readers
def need_support(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """“We need this too.”"""
    need = _found_need(need_id)
    form = SupportForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _need(request, need, support=form, status=422)
    try:
        inventory.support(need_id, form.cleaned_data["people"], now=timezone.now())
    except InventoryRefused as refused:
        messages.error(request, REFUSED[refused.code])
        return _need(request, need, status=409)
    except PermissionError:
        raise Http404 from None
    messages.success(request, _("Your organisation stands behind this need."))
    return redirect("trainings:need", need_id)


@require_POST
@for_readers
def need_comment(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """A remark under a need."""
    need = _found_need(need_id)
    form = CommentForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _need(request, need, comment=form, status=422)
    language = get_language() or "nl"
    try:
        inventory.comment(need_id, form.cleaned_data["text"], language, now=timezone.now())
    except InventoryRefused as refused:
        form.add_error(None, REFUSED[refused.code])
        return _need(request, need, comment=form, status=409)
    except PermissionError:
        raise Http404 from None
    return redirect("trainings:need", need_id)


@require_POST
@for_secretariat
def need_training(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """One step from a need to a draft of the training that meets it."""
    need = _found_need(need_id)
    try:
        made = inventory.make_training(need_id, now=timezone.now())
    except InventoryRefused as refused:
        messages.error(request, REFUSED[refused.code])
        return _need(request, need, status=409)
    messages.success(request, _("This draft keeps its link to the need. Complete it here."))
    return redirect("trainings:edit", made.pk)


def _round(request: HttpRequest, found: Round, *, status: int = 200) -> HttpResponse:
    actor = reader()
    form = NeedFilter(request.GET, label_suffix="")
    asked = form.asked()
    lines, following = ranking.ranked(
        found,
        actor,
        country=asked["country"],
        kind=asked["kind"],
        topic=asked["topic"],
        after=request.GET.get("after", ""),
    )
    may_run = permissions.can_run_rounds(actor)
    context = {
        "round": found,
        "form": form,
        "lines": lines,
        "filtered": any(asked.values()),
        "next": ranking.address({**asked, "after": following}) if following else "",
        "spread": ranking.spread_of(found),
        "may_state": permissions.can_state_need(actor, found),
        "may_run": may_run,
        "steps": [step for state, step in ROUND_TABLE if may_run and state == found.state],
    }
    return render(request, "trainings/needs/round.html", context, status=status)


def _need(
    request: HttpRequest,
    need: Need,
    *,
    support: SupportForm | None = None,
    comment: CommentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = reader()
    (line,) = ranking.lines_of([need], actor)
    supports = need.supports.select_related("organisation")
    comments = need.comments.select_related("organisation")
    may_support = (
        permissions.can_state_need(actor, need.round)
        and need.organisation_id != actor.organisation_id
        and need.merged_into_id is None
    )
    context = {
        "need": need,
        "line": line,
        "supports": supports.defer("organisation__search_vector"),
        "comments": comments.defer("organisation__search_vector"),
        "merged": need.merged.all(),
        "support_form": support or SupportForm(label_suffix="") if may_support else None,
        "comment_form": comment or CommentForm(label_suffix="")
        if permissions.can_comment(actor, need.round) and need.merged_into_id is None
        else None,
        "faulty": support or comment,
        "may_change": permissions.can_change_need(actor, need),
        "may_make": permissions.can_run_rounds(actor) and need.merged_into_id is None,
    }
    return render(request, "trainings/needs/need.html", context, status=status)


def _need_form(request: HttpRequest, initial: dict[str, Any]) -> NeedForm:
    posted = request.POST if request.method == "POST" else None
    return NeedForm(posted, initial=initial, label_suffix="")


def _closed_or_strange(request: HttpRequest, found: Round) -> HttpResponse:
    """409 for whoever may state needs and comes too late; a stranger gets 404."""
    if reader().role not in permissions.NEED_ROLES:
        raise Http404
    messages.error(request, REFUSED["closed"])
    return _round(request, found, status=409)


def _found_round(round_id: int) -> Round:
    found = Round.objects.filter(pk=round_id).first()
    if found is None or not permissions.can_see_round(reader(), found):
        raise Http404
    return found


def _found_need(need_id: UUID) -> Need:
    found = (
        Need.objects.select_related("round", "organisation", "merged_into")
        .defer("organisation__search_vector")
        .filter(pk=need_id)
        .first()
    )
    if found is None or not permissions.can_see_round(reader(), found.round):
        raise Http404
    return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
