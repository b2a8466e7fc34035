"""The sign-in page: allauth's, with the ways in through organisations of their own."""

from allauth.account.views import LoginView
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from accounts.single_sign_on import providers

_allauth = LoginView.as_view()


@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    """The page's forms may lead to the configured providers; those of other pages may not.

    Browsers hold a redirect that answers a form to the same rule (CSP form-action).
    """
    known = providers()
    response: HttpResponse = _allauth(request)
    if known:
        if hasattr(response, "context_data") and response.context_data is not None:
            response.context_data["single_sign_on"] = known
        origins = sorted({provider.origin for provider in known})
        response._csp_update = {"form-action": origins}  # type: ignore[attr-defined]
    return response
