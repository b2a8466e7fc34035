"""Codes of a second factor are tried as slowly as passwords, and apart from them.

Who knows a password gets as far as the code. Were codes counted for the account alone, that person
could keep its owner out by typing wrong ones for ever. So they are counted as passwords are: apart
for each device the account is known on. The owner on a new device is helped by the link in a
password mail, which makes their browser known and the stolen password worthless.
"""

from typing import TYPE_CHECKING, Any

from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from django.core.exceptions import ValidationError

from .sessions import devices
from .sessions.limits import Attempt

if TYPE_CHECKING:
    from allauth.mfa.base.forms import BaseAuthenticateForm as _Form
else:
    _Form = object


class SlowedDown(_Form):
    """For a form of allauth that takes a code: counts each one. Too many: 429, which says when."""

    def clean_code(self) -> Any:
        request = context.request
        device = devices.device_of(request)
        known = device if devices.is_known(self.user.email, device) else None
        attempt = Attempt(f"second factor of {self.user.pk}", known)
        if seconds := attempt.begin():
            request.retry_after = seconds
            raise ImmediateHttpResponse(respond_429(request))
        try:
            code = super().clean_code()
        except ValidationError:
            attempt.failed()
            raise
        attempt.succeeded()
        return code
