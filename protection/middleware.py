"""One transaction a request, with the actor set inside it.

ATOMIC_REQUESTS would open its transaction after ordinary middleware has run, so this one opens it
itself. Any answer of 400 and above rolls back: nothing half-written. The evidence of what was
looked at is then written once more, in a second transaction.
"""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string

from .actor import Actor, acting_as, current_actor, set_actor
from .audit import gathering_evidence


class StreamedCaseData(RuntimeError):
    """A streamed answer would be read after the transaction, when row security shows nothing."""


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.actor_of_request: Callable[[HttpRequest], Actor | None] = import_string(
            settings.PORTAL_ACTOR_RESOLVER
        )

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        before = current_actor()
        with gathering_evidence() as evidence:
            with acting_as(before):
                actor = self.actor_of_request(request)
                set_actor(actor)
                response = self.get_response(request)
                if response.streaming:
                    raise StreamedCaseData(request.resolver_match and request.resolver_match.route)
                rolled_back = response.status_code >= 400
                if rolled_back:
                    transaction.set_rollback(True)
            if rolled_back and evidence.lines:
                with acting_as(actor):
                    evidence.write_again()
        return response
