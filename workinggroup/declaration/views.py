"""The board of the six tasks, and a task that the secretariat writes on."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from workinggroup import contributing
from workinggroup.declaration import services
from workinggroup.declaration.evidence import evidence, places
from workinggroup.declaration.figures_of_reports import chapters, report_says
from workinggroup.declaration.forms import TaskForm
from workinggroup.models import DeclarationTask
from workinggroup.practices.views import reader
from workinggroup.programme.views import TAGS
from workinggroup.stale import StaleError, meanwhile
from workinggroup.themes import ItemState
from workinggroup.wording import told

# The chapter of the report that speaks of a task.
CHAPTER = "task_{code}"


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The tasks in the declaration's order: state, evidence, and the secretariat's line."""
    actor = reader()
    counted, said = evidence(timezone.localdate()), report_says(request)
    told_of = chapters(request)
    context = {
        "tasks": [
            {
                **_in_words(task),
                "evidence": counted[task.code],
                "released": said.lines.get(task.code, []),
                "chapter": told_of.get(CHAPTER.format(code=task.code), ""),
                "places": places(task.code),
            }
            for task in DeclarationTask.objects.order_by("order")
        ],
        "source": said.source,
        "may_write": contributing.can_write_programme(actor),
    }
    return render(request, "workinggroup/tasks/board.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def task_write(request: HttpRequest, task_code: str) -> HttpResponse:
    """Write a task's state and line in both languages; 409 where somebody else did meanwhile."""
    if not contributing.can_write_programme(reader()):
        raise Http404
    task = get_object_or_404(DeclarationTask, pk=task_code)
    form = TaskForm(request.POST if request.method == "POST" else None, task=task)
    status, saved = 200, None
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                revision = form.cleaned_data["revision"]
                services.write_task(task_code, form.values(), revision=revision, now=timezone.now())
            except StaleError:
                status = 409
                task.refresh_from_db()
                saved = meanwhile(form, TaskForm(task=task))
            else:
                messages.success(request, _("The task was saved."))
                return redirect("workinggroup:tasks")
    context = {"form": form, "task": _in_words(task), "saved": saved}
    return render(request, "workinggroup/tasks/task.html", context, status=status)


def _in_words(task: DeclarationTask) -> dict[str, Any]:
    return {
        "code": task.code,
        "title": told(task, "title"),
        "text": told(task, "text"),
        "line": told(task, "line"),
        "state": task.get_state_display(),
        "tag": TAGS[ItemState(task.state)],
        "changed_at": task.changed_at,
    }
