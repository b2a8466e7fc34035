"""In the field: what to do now, the list of signals, and both without a connection."""

import hashlib
import json
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from guide import selectors
from guide.forms import NowForm
from guide.steps import steps_for
from guide.use.counting import counted

_WORKER = (Path(__file__).parent.parent / "offline.js").read_text(encoding="utf-8")


# Answers come by POST, so that neither the address, the browser's history nor a log has them; and
# nothing is stored, so that no cookie is needed to guard it.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@counted("~now")
@never_cache
def now(request: HttpRequest) -> HttpResponse:
    """The questions, and after them the steps. 422 when an answer is missing."""
    if request.method != "POST":
        return render(request, "guide/now.html", {"form": NowForm()})
    form = NowForm(request.POST)
    if not form.is_valid():
        return render(request, "guide/now.html", {"form": form}, status=422)
    steps = steps_for(form.answers(), timezone.localdate())
    return render(request, "guide/now.html", {"form": form, "steps": steps})


@login_not_required
@require_safe
@counted("~checklist")
def checklist(request: HttpRequest) -> HttpResponse:
    """The signals by dimension, in three languages."""
    return render(request, "guide/checklist.html", {"dimensions": selectors.signals()})


@login_not_required
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The service worker of this language's guide, with the list of what it may keep.

    It changes, and is fetched anew by the browser, with each day and each publication.
    """
    files = [reverse(f"guide:{name}") for name in ("index", "checklist", "glossary")]
    files += [reverse("guide:page", args=[slug]) for slug in selectors.published_slugs()]
    files += [static("css/portal.css"), static("js/portal.js")]
    told = [*files, timezone.localdate().isoformat(), *selectors.published_versions()]
    guide = {
        "language": get_language(),
        "version": hashlib.sha256("\n".join(told).encode()).hexdigest()[:16],
        "files": files,
    }
    script = f"var GUIDE = {json.dumps(guide)};\n{_WORKER}"
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")
