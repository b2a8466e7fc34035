"""What the forms of all moves share. Built per request, so that labels are in its language."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contacts import codes
from referrals.selectors import Asked, Case

from .fields import offer


class MoveForm(forms.Form):
    """A move on a case, or on one request in it; without fields it is a confirmation."""

    def __init__(self, *args: object, case: Case, asked: Asked | None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.case = case
        self.asked = asked
        self.prepare()

    def prepare(self) -> None:
        """Fill choices that depend on the case."""

    def refused(self) -> None:
        """The move was refused: prepare what was typed to be sent again."""

    def choices_from(self, field: str, list_code: str) -> None:
        """Offer a code list with an empty first line, which no valid answer is."""
        offer(self, field, [("", _("Choose…")), *codes.choices(list_code)])
