"""What a move is as a page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.functional import Promise

from referrals.forms.move_base import MoveForm
from referrals.permissions import Standpoint
from referrals.selectors import Case


@dataclass(frozen=True)
class Target:
    """What a move is made on."""

    referral: UUID
    of_request: UUID | None

    @property
    def request(self) -> UUID:
        """The request's id. Raises Http404 where the move concerns the whole."""
        if self.of_request is None:
            raise Http404
        return self.of_request


# A form's type differs per move; each `perform` below belongs to the form beside it, and may say
# where to go next (else: back to the referral).
Perform = Callable[[Target, Any, datetime], object]


@dataclass(frozen=True)
class MovePage:
    """A move as a page. `on_request`: it concerns one request, not the referral as a whole.

    `fits` leaves out what the reader may do but would not: a choice among one.
    """

    slug: str
    allowed: Callable[[Standpoint], bool]
    form: type[MoveForm]
    perform: Perform
    title: Promise
    explanation: Promise
    button: Promise
    done: Promise
    on_request: bool = True
    kind: str = "secondary"
    listed: bool = True  # among the buttons of the referral's page
    template: str = "referrals/move.html"
    fits: Callable[[Case, datetime], bool] = lambda _case, _now: True
