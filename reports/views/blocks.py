"""One block of a report: edited by the secretariat in both languages, commented by members."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from documents.difference import pieces
from protection.actor import Actor
from reports import editing, selectors
from reports.block_forms import AnswerForm, BlockForm, CommentForm
from reports.document import composer_of, paragraphs
from reports.editing import TextRefused
from reports.figures import LANGUAGES
from reports.life import EDITABLE_STATES, VersionState
from reports.models import BlockComment, ReportBlock, ReportVersion
from reports.permissions import can_comment, can_write_reports
from reports.versions import MoveRefused, figures_of
from reports.views.common import block_of, readable, reader, writer


def _context(version: ReportVersion, block: ReportBlock, actor: Actor) -> dict[str, Any]:
    if version.run is None:
        raise Http404
    figures = figures_of(version.run)
    languages = []
    for language in LANGUAGES:
        composer = composer_of(figures, language, version.report.length)
        made = block.made_nl if language == "nl" else block.made_fr
        languages.append(
            {
                "code": language,
                "title": composer.words.titles[block.key],
                "paragraphs": paragraphs(composer, block.text(language)),
                "difference": pieces(block.text(language), made) if block.offered else [],
            }
        )
    may_write = can_write_reports(actor)
    return {
        "report": version.report,
        "version": version,
        "entry": block,  # a template knows "block" as something else
        "languages": languages,
        "title": next(
            (x["title"] for x in languages if x["code"] == get_language()), languages[0]["title"]
        ),
        "may_edit": may_write and version.state in EDITABLE_STATES,
        "may_comment": can_comment(actor) and version.state == VersionState.COMMENTS,
        "comments": list(block.comments.select_related("author", "resolved_by")),
        "names": selectors.names_of(figures, get_language() or "") if may_write else [],
        "comment_form": CommentForm(),
        "answer_form": AnswerForm(),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def block_detail(request: HttpRequest, report_id: UUID, key: str) -> HttpResponse:
    """Both languages of a block side by side; POST saves them, or takes or leaves what is offered.

    422 with what was typed for a text that may not be saved, 409 where it was changed meanwhile.
    """
    actor = writer() if request.method == "POST" else reader()
    version = readable(report_id)
    block = block_of(version, key)
    status = 200
    form = BlockForm(initial={"nl": block.nl, "fr": block.fr, "revision": block.revision})
    if request.method == "POST":
        now = timezone.now()
        action = request.POST.get("action", "")
        try:
            if action == "take":
                editing.take_offered(block.pk, user_id=actor.user_id, now=now)
                messages.success(request, _("The portal’s wording stands in the report now."))
                return redirect("reports:block", report_id, key)
            if action == "leave":
                editing.leave_offered(block.pk)
                messages.success(request, _("Your wording stays."))
                return redirect("reports:block", report_id, key)
            form = BlockForm(request.POST)
            if form.is_valid():
                nl, fr = form.texts()
                editing.save_block(
                    block.pk,
                    nl=nl,
                    fr=fr,
                    revision=form.cleaned_data["revision"],
                    user_id=actor.user_id,
                    now=now,
                )
                messages.success(request, _("Saved in both languages."))
                return redirect("reports:block", report_id, key)
        except TextRefused as refused:
            form.add_faults(refused.found)
        except MoveRefused as refused:
            if form.is_bound:
                form.add_error(None, str(refused))
                # What is saved next was compared with the text that the page shows now.
                form.data = request.POST.copy()
                form.data["revision"] = str(block.revision)
            else:
                messages.error(request, str(refused))
            status = 409
        status = status if status == 409 else 422
    context = _context(version, block, actor) | {"form": form}
    return render(request, "reports/block.html", context, status=status)


@require_POST
def comment(request: HttpRequest, report_id: UUID, key: str) -> HttpResponse:
    """A member comments on a block."""
    actor = reader()
    if not can_comment(actor):
        raise Http404
    version = readable(report_id)
    block = block_of(version, key)
    form, status = CommentForm(request.POST), 422
    if form.is_valid():
        try:
            editing.add_comment(
                block.pk,
                text=form.cleaned_data["text"],
                language=get_language() or "nl",
                country=actor.country,
                user_id=actor.user_id,
                now=timezone.now(),
            )
        except MoveRefused as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            messages.success(request, _("Your comment has been added."))
            return redirect("reports:block", report_id, key)
    context = _context(version, block, actor) | {"comment_form": form}
    return render(request, "reports/block.html", context, status=status)


@require_POST
def resolve(request: HttpRequest, report_id: UUID, comment_id: UUID) -> HttpResponse:
    """The secretariat says what was done with a comment."""
    actor = writer()
    version = readable(report_id)
    found = BlockComment.objects.filter(pk=comment_id, block__version=version).first()
    if found is None:
        raise Http404
    block = block_of(
        version, ReportBlock.objects.values_list("key", flat=True).get(pk=found.block_id)
    )
    form, status = AnswerForm(request.POST), 422
    if form.is_valid():
        try:
            editing.resolve_comment(
                comment_id,
                answer=form.cleaned_data["answer"],
                user_id=actor.user_id,
                now=timezone.now(),
            )
        except MoveRefused as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            messages.success(
                request, _("The comment is dealt with. Who wrote it reads your answer.")
            )
            return redirect("reports:block", report_id, block.key)
    context = _context(version, block, actor) | {"answer_form": form, "answered": comment_id}
    context["form"] = BlockForm(
        initial={"nl": block.nl, "fr": block.fr, "revision": block.revision}
    )
    return render(request, "reports/block.html", context, status=status)
