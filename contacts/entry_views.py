"""An organisation edits its own entry; a second person decides on a national contact point's."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from contacts import drafting, entries
from contacts.differences import differences
from contacts.entry_form import EntryForm, told
from contacts.entry_sections import sections
from contacts.models import EntryDraft, Organisation
from contacts.permissions import can_decide_proposal, can_edit_organisation, can_keep_country
from contacts.validators import clean_text
from contacts.visibility import public_fields
from protection.actor import Actor, current_actor


class DecisionForm(forms.Form):
    """Yes or no to a proposal; a no says why."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[
            ("approve", gettext_lazy("Approve: the change is published")),
            ("refuse", gettext_lazy("Refuse")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, if you refuse"),
        max_length=300,
        required=False,
        validators=[clean_text],
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("decision") == "refuse" and not values.get("reason") and not self.errors:
            self.add_error("reason", _("Say why, so that your colleague can mend it."))
        return values


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The own entry; a stranger gets 404. 422 keeps what was typed and writes nothing.

    `save_draft` keeps what is not complete; otherwise it is published, or proposed to a second
    person. What was ticked to be removed is asked about first (`really`).
    """
    organisation, editor = _own(request, slug)
    draft = drafting.open_draft(organisation)
    typed = request.POST.copy() if request.method == "POST" else None
    form = EntryForm(
        typed,
        organisation=organisation,
        document=draft.document if draft else entries.document_of(organisation),
        version=draft.version if draft else organisation.version,
        seen=_token(draft),
    )
    if typed is None:
        return _page(request, form, draft)
    removed: list[str] = []
    if form.is_valid():
        form.demand([] if "save_draft" in typed else entries.missing(form.written()))
        removed = [] if "really" in typed else form.removed()
    if form.errors:
        return _page(request, form, draft, status=422)
    if removed:
        return _page(request, form, draft, removed=removed)
    try:
        said = _save(form, editor, draft, keep="save_draft" in typed)
    except entries.StaleEntryError:
        return _stale(request, form, typed, draft)
    messages.success(request, said)
    return redirect("contacts:edit" if "save_draft" in typed else "contacts:detail", slug)


def _save(form: EntryForm, editor: Actor, draft: EntryDraft | None, *, keep: bool) -> str:
    """Write what was typed; gives what to tell. Raises StaleEntryError."""
    version, organisation = form.cleaned_data["version"], form.organisation
    known = {organisation.version, draft.version if draft else organisation.version}
    if version not in known or form.cleaned_data["seen"] != _token(draft):
        raise entries.StaleEntryError
    now = timezone.now()
    if keep:
        document = form.written()
        drafting.save_draft(organisation, document, version=version, editor=editor, now=now)
        return _("The draft has been saved. Outside your organisation nobody sees it yet.")
    done = drafting.publish(
        organisation,
        form.written(),
        version=version,
        editor=editor,
        now=now,
        confirmed=form.cleaned_data["confirmed"],
    )
    if done:
        return _("The entry has been saved.")
    return _("Your change waits for a second person of the contact point of your country.")


def _token(draft: EntryDraft | None) -> str:
    """By which a second tab notices that the draft is another one."""
    return f"{draft.pk} {draft.saved_at.isoformat()}" if draft else ""


def _stale(
    request: HttpRequest, form: EntryForm, typed: Any, draft: EntryDraft | None
) -> HttpResponse:
    form.add_error(
        None,
        _(
            "This entry was changed in the meantime, so nothing was saved. What you typed is "
            "kept below. Open the entry in another tab, compare, and save again: your text "
            "then replaces the other change."
        ),
    )
    typed["version"], typed["seen"] = str(form.organisation.version), _token(draft)
    return _page(request, form, draft, status=422)


@require_POST
def draft_discard(request: HttpRequest, slug: str) -> HttpResponse:
    """Throw the draft away, or take the proposal back."""
    organisation, _editor = _own(request, slug)
    drafting.discard_draft(organisation, now=timezone.now())
    messages.success(request, _("Your change was taken back. The entry stays as it was."))
    return redirect("contacts:edit", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, slug: str, draft_id: int) -> HttpResponse:
    """A change that waits: what differs; a second person decides, 409 where it is too late."""
    actor = current_actor()
    draft = (
        EntryDraft.objects.select_related("organisation", "saved_by", "decided_by")
        .filter(pk=draft_id, organisation__slug=slug)
        .exclude(state=EntryDraft.State.DRAFT)
        .first()
    )
    if draft is None or not _may_read(actor, draft):
        raise Http404
    may_decide = draft.state == EntryDraft.State.PROPOSED and can_decide_proposal(actor, draft)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _proposal_page(request, draft, form, may_decide=may_decide)
    if actor is None or not can_decide_proposal(actor, draft):
        raise Http404
    if not form.is_valid():
        return _proposal_page(request, draft, form, may_decide=may_decide, status=422)
    approve, reason = form.cleaned_data["decision"] == "approve", form.cleaned_data["reason"]
    try:
        now = timezone.now()
        drafting.decide(draft.pk, approve=approve, reason=reason, decider=actor, now=now)
    except entries.StaleEntryError:
        form.add_error(
            None,
            _("The entry was changed since this was proposed. Refuse it, and ask to propose anew."),
        )
        return _proposal_page(request, draft, form, may_decide=may_decide, status=409)
    except drafting.NotYoursToDecideError:
        form.add_error(None, _("Somebody else has decided on it meanwhile."))
        return _proposal_page(request, draft, form, may_decide=False, status=409)
    messages.success(
        request, _("The change is published.") if approve else _("The change was refused.")
    )
    return redirect("contacts:detail", slug)


def _may_read(actor: Actor | None, draft: EntryDraft) -> bool:
    return can_edit_organisation(actor, draft.organisation) or can_keep_country(
        actor, draft.organisation
    )


def _proposal_page(
    request: HttpRequest,
    draft: EntryDraft,
    form: DecisionForm,
    *,
    may_decide: bool,
    status: int = 200,
) -> HttpResponse:
    now = entries.document_of(draft.organisation)
    waits = draft.state == EntryDraft.State.PROPOSED
    context = {
        "draft": draft,
        "organisation": draft.organisation,
        "form": form,
        "changes": differences(now, draft.document) if waits else [],
        "waits": waits,
        "may_decide": may_decide,
    }
    return render(request, "contacts/proposal.html", context, status=status)


def _page(
    request: HttpRequest,
    form: EntryForm,
    draft: EntryDraft | None,
    *,
    removed: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    lacking = [] if form.errors else entries.missing(form.document)
    form.mark(lacking)
    context = {
        "form": form,
        "organisation": form.organisation,
        "sections": sections(form),
        "lacking": [
            {"id": form[one.field].auto_id, "text": told(one), "label": form[one.field].label,
             "part": one.part}
            for one in lacking
            if one.field in form.fields
        ],
        "draft": draft,
        "removed": removed,
        "needs_two": entries.needs_two(form.organisation),
        "public": bool(public_fields(form.organisation)),
    }  # fmt: skip
    return render(request, "contacts/edit.html", context, status=status)


def _own(request: HttpRequest, slug: str) -> tuple[Organisation, Actor]:
    known = Organisation.objects.filter(slug=slug, active=True)
    organisation = known.defer("search_vector").first()
    actor = current_actor()
    if organisation is None or actor is None or not can_edit_organisation(actor, organisation):
        raise Http404
    return organisation, actor
