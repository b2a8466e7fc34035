"""The frame's own pages: home, the public pages and the gallery of components."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from benelux_thb.home import first, is_case_role, places, waiting

SECURITY_TXT_LIFETIME = timedelta(days=180)  # RFC 9116 advises less than a year


@login_not_required
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
def root(request: HttpRequest) -> HttpResponse:
    """`/`: to the member's own language, else to the browser's."""
    language = getattr(request.user, "language", "") or get_language()
    with override(language):
        return redirect("home")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the reader, by role."""
    context = {
        "case_role": is_case_role(request),
        "waiting": waiting(request),
        "first": first(request),
        "places": places(request),
    }
    return render(request, "home.html", context)


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "public/about.html")


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "public/help.html")


@login_not_required
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "public/contact.html", {"contact_email": settings.PORTAL_CONTACT_EMAIL})


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "public/privacy.html", {"contact_email": settings.PORTAL_CONTACT_EMAIL})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(
        request, "public/accessibility.html", {"contact_email": settings.PORTAL_CONTACT_EMAIL}
    )


@login_not_required
@require_safe
@cache_control(max_age=86400, public=True)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116)."""
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{settings.PORTAL_SECURITY_EMAIL}",
        f"Expires: {(midnight + SECURITY_TXT_LIFETIME).isoformat()}",
        "Preferred-Languages: nl, fr, en",
        f"Canonical: {request.build_absolute_uri(reverse('security_txt'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
@cache_control(max_age=86400, public=True)
def favicon(request: HttpRequest) -> HttpResponse:
    """For browsers that ask without being told where the mark is."""
    return redirect(static("img/mark.svg"))


@login_not_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component once; in demonstration mode only."""
    if not settings.DEMONSTRATION:
        raise Http404
    from benelux_thb.gallery import gallery_context  # only a demonstration needs it

    return render(request, "gallery.html", gallery_context())
