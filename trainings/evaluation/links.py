"""The evaluation of participants without an account: a link by mail stands for signing in.

It works once, until the round closes, and says neither who they are nor that anybody answered.
The database keeps a hash; the token is computed when the mail is written (accounts.links).
"""

from collections.abc import Iterable
from datetime import date

from accounts import links
from notifications.kinds import EVALUATION_LINK
from notifications.rendering import register_link
from notifications.services import queue_link
from trainings.models import EvaluationAsked, EvaluationRound, Registration, Training

register_link(EVALUATION_LINK, links.path_of)


def asking_by_link(round_: EvaluationRound, registration: Registration) -> EvaluationAsked:
    """The row of somebody without an account who is asked, not yet saved."""
    nonce = links.new_nonce()
    token = links.token(EVALUATION_LINK, str(registration.pk), nonce)
    return EvaluationAsked(
        round=round_, registration=registration, nonce=nonce, token_hash=links.hash_of(token)
    )


def mail_links(training: Training, askings: Iterable[EvaluationAsked]) -> None:
    """Send each their link, in the running transaction; a reminder repeats the same one."""
    for asking in askings:
        queue_link(
            EVALUATION_LINK,
            asking.registration.email,
            asking.registration.language,
            reference=training.reference,
            path_name="trainings:evaluation_link",
            path_args=[str(asking.registration_id), asking.nonce],
        )


def find(token: str, *, today: date) -> EvaluationAsked | None:
    """Whose link it is, while it works; None for one that was used, is too old or made up."""
    return (
        EvaluationAsked.objects.filter(
            token_hash=links.hash_of(token),
            answered=False,
            round__closed_at=None,
            round__closes_on__gte=today,
        )
        .select_related("round__training")
        .first()
    )
