"""The lists of trainings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from trainings import lists
from trainings.forms.lists import ListFilter
from trainings.list_rows import draw_lines
from trainings.permissions import TEXT_ROLES, can_write_trainings
from trainings.views.common import for_readers, reader

TITLES = {
    "upcoming": _("Trainings to come"),
    "past": _("Trainings that took place"),
    "drafts": _("Drafts of trainings"),
}


@require_safe
@for_readers
def training_list(request: HttpRequest) -> HttpResponse:
    """Trainings to come, those that were, and for who writes them the drafts."""
    actor = reader()
    allowed = lists.VIEWS if actor.role in TEXT_ROLES else lists.VIEWS[:2]
    form = ListFilter(request.GET, label_suffix="")
    asked = form.asked(allowed)
    found = lists.page(
        actor,
        view=asked["view"],
        topic=asked["topic"],
        language=asked["language"],
        after=request.GET.get("after", ""),
        today=timezone.localdate(),
    )
    after = found.next_after
    context = {
        "form": form,
        "view": asked["view"],
        "title": TITLES[asked["view"]],
        "views": [(name, lists.address({"view": name}), TITLES[name]) for name in allowed],
        "lines": draw_lines(found.lines),
        "filtered": bool(asked["topic"] or asked["language"]),
        "without_filters": lists.address({"view": asked["view"]}),
        "next": lists.address({**asked, "after": after}) if after else "",
        "may_write": can_write_trainings(actor),
    }
    return render(request, "trainings/list.html", context)
