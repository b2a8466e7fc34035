"""What the views share: case work only, and strangers get 404."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse

from protection.actor import Actor, current_actor
from referrals.permissions import works_on_cases
from referrals.services.writing import NotAParty

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def case_worker() -> Actor:
    """The actor, if their role works on cases. Raises Http404 otherwise."""
    actor = current_actor()
    if actor is None or not works_on_cases(actor.role):
        raise Http404
    return actor


def for_case_workers(view: View[P]) -> View[P]:
    """Only roles that work on cases; no part in the referral is an unknown address (404)."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        case_worker()
        try:
            return view(request, *args, **kwargs)
        except NotAParty:
            raise Http404 from None

    return wrapped
