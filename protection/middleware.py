"""One transaction a request, with the actor set inside it.

ATOMIC_REQUESTS would open its transaction after ordinary middleware has run, so this one opens it
itself. Any answer of 400 and above rolls back: nothing half-written. The evidence of what was
looked at, or refused, is then written in a second transaction.
"""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string

from .actor import Actor, acting_as, actor_transaction, set_actor
from .audit import Evidence, gathering_evidence, record

DENIED = (403, 404)
REFUSED = "access_denied"


class StreamedCaseData(RuntimeError):
    """A streamed answer would be read after the transaction, when row security shows nothing."""


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.actor_of_request: Callable[[HttpRequest], Actor | None] = import_string(
            settings.PORTAL_ACTOR_RESOLVER
        )

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        actor, undone = None, True
        with gathering_evidence() as evidence:
            try:
                with actor_transaction():
                    actor = self.actor_of_request(request)
                    set_actor(actor)
                    response = self.get_response(request)
                    if response.streaming:
                        raise StreamedCaseData(_page(request))
                    if response.status_code >= 400:
                        transaction.set_rollback(True)
                undone = response.status_code >= 400
            finally:
                if undone:
                    self._write_evidence(evidence, actor)
            if actor is not None and response.status_code in DENIED and not evidence.of(REFUSED):
                self._record_refusal(request, actor)
        return response

    def _write_evidence(self, evidence: Evidence, actor: Actor | None) -> None:
        if evidence.lines:
            with acting_as(actor):
                evidence.write_again()

    def _record_refusal(self, request: HttpRequest, actor: Actor) -> None:
        """For views that say no without a line of their own. Unknown addresses are no attempt."""
        if match := request.resolver_match:
            with acting_as(actor):
                named = " ".join(str(value) for value in match.kwargs.values())
                record(REFUSED, subject=match.view_name[:64], subject_id=named[:64])


def _page(request: HttpRequest) -> str:
    return request.resolver_match.route if request.resolver_match else request.path
