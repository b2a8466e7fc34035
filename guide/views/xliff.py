"""Files for translation bureaus: one out, one in, with everything shown before it is written."""

from secrets import token_urlsafe

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from guide.translating import importing, reading, xliff
from guide.translating.writing import StaleText
from guide.views.translating import asked, translator

KEPT_SECONDS = 60 * 60
SHOWN = 200  # changes drawn on a page; all of them are written


class FileForm(forms.Form):
    """The file that a bureau sent back."""

    file = forms.FileField(
        label=gettext_lazy("XLIFF file from the bureau"),
        widget=forms.FileInput(attrs={"accept": ".xlf,.xliff"}),
        help_text=gettext_lazy("Nothing is written yet: you see every change first."),
    )

    def clean_file(self) -> bytes:
        found = self.cleaned_data["file"]
        if found.size > xliff.MOST_BYTES:
            raise ValidationError(_("The file is larger than 5 MB. Ask for it in parts."))
        content: bytes = found.read()
        return content


@require_safe
def export(request: HttpRequest, to: str) -> HttpResponse:
    """What the list shows, as one file."""
    translator()
    filters, _query = asked(request, to)
    content = xliff.write(reading.units(filters, limit=xliff.MOST_UNITS), to)
    response = HttpResponse(content, content_type="application/x-xliff+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="texts-{to}.xlf"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file and show what it would change; then write it. 422 where it cannot be read, 409
    where a text was changed between the two."""
    actor = translator()
    if request.method != "POST":
        return render(request, "guide/translations/import.html", {"form": FileForm()})
    token = request.POST.get("token", "")
    key = f"guide:xliff:{actor.user_id}:{token}"
    content = cache.get(key) if token else None
    form = FileForm(request.POST, request.FILES)
    if content is None:
        if not form.is_valid():
            return render(request, "guide/translations/import.html", {"form": form}, status=422)
        content, token = form.cleaned_data["file"], token_urlsafe(16)
        key = f"guide:xliff:{actor.user_id}:{token}"
    try:
        plan = importing.plan(xliff.read(content))
    except xliff.NotXliff as error:
        form.add_error("file", str(error))
        return render(request, "guide/translations/import.html", {"form": form}, status=422)
    stale = False
    if agreed := request.POST.get("agreed", ""):
        stale = agreed != plan.digest
        if not stale:
            try:
                number, waiting = importing.apply(plan, actor=actor, now=timezone.now())
            except (ValidationError, StaleText):
                stale = True
            else:
                cache.delete(key)
                told = ngettext(
                    "%(number)s text was written.", "%(number)s texts were written.", number
                )
                messages.success(request, told % {"number": number})
                if waiting:
                    told = ngettext(
                        "%(number)s text was proposed: it holds once a contact point agrees.",
                        "%(number)s texts were proposed: they hold once a contact point agrees.",
                        waiting,
                    )
                    messages.info(request, told % {"number": waiting})
                return redirect("guide:translations")
    cache.set(key, content, KEPT_SECONDS)
    context = {"plan": plan, "token": token, "stale": stale, "shown": plan.changes[:SHOWN]}
    return render(request, "guide/translations/plan.html", context, status=409 if stale else 200)
