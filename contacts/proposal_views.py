"""The pages of the data that countries share: what there is, a change proposed, a decision."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts import proposals
from contacts.models import CodeList, DataProposal
from contacts.permissions import DECIDER, can_decide_data, can_propose_data, can_see_countries
from contacts.proposal_pages import changes, line_of, listed
from contacts.proposal_parts import CODES, REASON, Subject, fields_of, subject
from contacts.proposals import ProposalRefusedError, RowChangedError
from contacts.validators import clean_text
from protection.actor import Actor, current_actor

State = DataProposal.State


def reason_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("What changes, and why?"),
        help_text=gettext_lazy("Who decides reads it, and it stays in the history."),
        max_length=250,
        validators=[clean_text],
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReasonForm(forms.Form):
    """Why a row goes, or comes back."""

    reason = reason_field()


class DecisionForm(forms.Form):
    """Accept, or refuse with a word to who proposed."""

    decision = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"),
        choices=(
            ("accept", gettext_lazy("I agree: it holds from now on")),
            ("refuse", gettext_lazy("It must not change")),
        ),
        widget=forms.RadioSelect,
    )
    remarks = forms.CharField(
        label=gettext_lazy("Why not?"),
        help_text=gettext_lazy("Only when you refuse. Nothing about a person."),
        required=False,
        max_length=1000,
        validators=[clean_text],
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("decision") == "refuse" and not values.get("remarks"):
            self.add_error("remarks", _("Say why it must not change."))
        return values


@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    """The changes that wait, and those that were decided. Editors, operators, contact points."""
    return _list(request, _reader())


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_page(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """A change before and after, and the decision. 409 when it cannot be taken any more."""
    actor = _reader()
    proposal = _proposal(proposal_id)
    decides = proposal.state == State.WAITING and can_decide_data(actor, proposal)
    if request.method == "POST" and not decides:
        raise Http404
    form = DecisionForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return _page(request, actor, proposal, form, status=status)
    try:
        if form.cleaned_data["decision"] == "accept":
            proposals.accept(proposal_id, now=timezone.now())
            messages.success(request, _("You agreed. The change holds from now on."))
        else:
            remarks = form.cleaned_data["remarks"]
            proposals.refuse(proposal_id, remarks=remarks, now=timezone.now())
            messages.success(request, _("You refused. Nothing was changed."))
    except RowChangedError:
        messages.error(
            request,
            _("These data have changed since. Refuse it, and ask the editor to propose it anew."),
        )
        return _page(request, actor, _proposal(proposal_id), form, status=409)
    except ProposalRefusedError:
        messages.error(request, _("This cannot be done now. Nothing was changed."))
        return _page(request, actor, _proposal(proposal_id), form, status=409)
    return redirect("contacts:shared_data")


@require_POST
def proposal_withdraw(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """An editor takes a proposal back; 409 when it has been decided."""
    actor = _proposer()
    proposal = _proposal(proposal_id)
    try:
        proposals.withdraw(proposal_id, now=timezone.now())
    except ProposalRefusedError:
        messages.error(request, _("This cannot be done now. Nothing was changed."))
        return _page(request, actor, proposal, None, status=409)
    messages.success(request, _("The proposal was taken back. Nothing was changed."))
    return redirect("contacts:shared_data")


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_back(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Propose what an accepted change took away; 409 where that cannot be."""
    actor = _proposer()
    proposal = _proposal(proposal_id)
    if proposal.state != State.ACCEPTED:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None, label_suffix="")
    title = _("Put this back as it was")
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, title=title, back=proposal)
    try:
        made = proposals.propose_back(
            proposal, reason=form.cleaned_data[REASON], now=timezone.now()
        )
    except ProposalRefusedError:
        messages.error(request, _("This cannot be done now. Nothing was changed."))
        return _page(request, actor, proposal, None, status=409)
    return _proposed(request, made)


@require_POST
def words_agree(request: HttpRequest) -> HttpResponse:
    """Agree to the translations that were ticked; 422 for none, 409 where none could be."""
    actor = _reader()
    if actor.role != DECIDER:
        raise Http404
    ticked = {
        int(one) for one in request.POST.getlist("agree") if one.isdecimal() and len(one) < 10
    }
    if not ticked:
        messages.error(request, _("Tick the translations that you agree to."))
        return _list(request, actor, status=422)
    try:
        agreed, left = proposals.accept_words(ticked, now=timezone.now())
    except ProposalRefusedError:
        agreed, left = 0, len(ticked)
    if agreed:
        told = ngettext(
            "You agreed to %(number)s translation. It holds from now on.",
            "You agreed to %(number)s translations. They hold from now on.",
            agreed,
        )
        messages.success(request, told % {"number": agreed})
    if left:
        messages.error(
            request,
            ngettext(
                "%(number)s could not: it was decided, taken back or changed since.",
                "%(number)s could not: they were decided, taken back or changed since.",
                left,
            )
            % {"number": left},
        )
    if not agreed:
        return _list(request, actor, status=409)
    return redirect("contacts:shared_data")


@require_safe
def code_lists(request: HttpRequest) -> HttpResponse:
    """All lists of codes by their title."""
    actor = _reader()
    rows = sorted(CodeList.objects.all(), key=lambda one: str(one.title).casefold())
    context = {"lists": rows, "may_propose": can_propose_data(actor)}
    return render(request, "contacts/proposals/lists.html", context)


@require_safe
def code_list(request: HttpRequest, within: str) -> HttpResponse:
    """One list with its codes."""
    actor = _reader()
    found = get_object_or_404(CodeList, pk=within)
    context = {
        "list": found,
        "codes": found.codes.order_by("-active", "order", "code"),
        "may_propose": can_propose_data(actor),
    }
    return render(request, "contacts/proposals/codes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def code_edit(request: HttpRequest, within: str, code_id: int = 0) -> HttpResponse:
    """Propose a code, or other words for one."""
    return _edit(request, subject(CODES, str(code_id or ""), within=within))


@require_http_methods(["GET", "HEAD", "POST"])
def row_edit(request: HttpRequest, country_code: str, part: str, row_key: str = "") -> HttpResponse:
    """Propose a row of a country that takes part, or a change of one."""
    return _edit(request, subject(part, row_key, country=country_code))


@require_http_methods(["GET", "HEAD", "POST"])
def row_remove(request: HttpRequest, country_code: str, part: str, row_key: str) -> HttpResponse:
    """Propose that a row goes."""
    _proposer()
    about = subject(part, row_key, country=country_code)
    if about is None or not about.removable:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method != "POST" or not form.is_valid():
        title = _("Remove: %(what)s") % {"what": about.title()}
        return _form(request, form, title=title, about=about)
    return _propose(request, about, None, form)


def _edit(request: HttpRequest, about: Subject | None) -> HttpResponse:
    _proposer()
    if about is None:
        raise Http404
    form = about.form(request.POST if request.method == "POST" else None)
    form.fields[REASON] = reason_field()
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, title=about.title(), about=about)
    return _propose(request, about, fields_of(form), form)


def _propose(request: HttpRequest, about: Subject, after: Any, form: Any) -> HttpResponse:
    reason = form.cleaned_data[REASON]
    try:
        made = proposals.propose(about, after, reason=reason, now=timezone.now())
    except ProposalRefusedError:
        form.add_error(None, _("Another change of this waits for a decision. Take it back first."))
        return _form(request, form, title=about.title(), about=about, status=409)
    return _proposed(request, made)


def _proposed(request: HttpRequest, made: DataProposal | None) -> HttpResponse:
    if made is None:
        messages.info(request, _("Nothing was changed."))
        return redirect("contacts:shared_data")
    messages.success(
        request, _("The change was proposed. It holds once a contact point agrees to it.")
    )
    return redirect("contacts:data_proposal", made.pk)


def _form(
    request: HttpRequest,
    form: Any,
    *,
    title: str,
    about: Subject | None = None,
    back: DataProposal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "title": title, "about": about, "back": back}
    if status == 200 and form.is_bound:
        status = 422
    return render(request, "contacts/proposals/form.html", context, status=status)


def _page(
    request: HttpRequest,
    actor: Actor,
    proposal: DataProposal,
    form: DecisionForm | None,
    *,
    status: int = 200,
) -> HttpResponse:
    waiting = proposal.state == State.WAITING
    context = {
        "line": line_of(proposal, actor),
        "proposal": proposal,
        "changes": changes(proposal),
        "form": form if waiting and can_decide_data(actor, proposal) else None,
        "may_withdraw": waiting and can_propose_data(actor),
        "may_put_back": proposal.state == State.ACCEPTED and can_propose_data(actor),
    }
    return render(request, "contacts/proposals/page.html", context, status=status)


def _list(request: HttpRequest, actor: Actor, *, status: int = 200) -> HttpResponse:
    text = request.GET.get("before", "")
    before = int(text) if text.isdecimal() and len(text) < 10 else None
    context = {"listed": listed(actor, before=before), "may_propose": can_propose_data(actor)}
    return render(request, "contacts/proposals/list.html", context, status=status)


def _proposal(proposal_id: int) -> DataProposal:
    rows = DataProposal.objects.select_related("proposed_by", "decided_by")
    return get_object_or_404(rows, pk=proposal_id)


def _reader() -> Actor:
    actor = current_actor()
    if actor is None or not can_see_countries(actor):
        raise Http404
    return actor


def _proposer() -> Actor:
    actor = current_actor()
    if actor is None or not can_propose_data(actor):
        raise Http404
    return actor
