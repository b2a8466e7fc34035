"""allauth's forms with labels, hints and addresses in the portal's own words."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm as BaseActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.code_entry import SlowedDown
from accounts.demonstration import DEMONSTRATION_PASSWORD
from accounts.tasks import queue_password_reset

# allauth's Dutch catalogue says "je" here; the portal's catalogue overrules it.
gettext_noop("Please type your current password.")
gettext_noop("Be patient, you are sending too many requests.")
gettext_noop("Use your password")
# Of an empty field Django says what is wrong; the portal says what to do. For all forms at once.
gettext_noop("This field is required.")


SHOW_PASSWORD = _("Show what is typed")
HIDE_PASSWORD = _("Hide what is typed")


class PlainFields(forms.Form):
    """Labels above the field instead of placeholders in it, which vanish when one types."""

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            if isinstance(field.widget, forms.PasswordInput):
                # assets/js/password.js puts a button of these words beside the field.
                field.widget.attrs |= {"data-show": SHOW_PASSWORD, "data-hide": HIDE_PASSWORD}


class LoginForm(PlainFields, account.LoginForm):
    """Sign-in. In demonstration mode `?account=…` fills it, so that nobody has to type."""

    labels = {"login": _("E-mail address"), "password": _("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        chosen = self.request.GET.get("account", "") if self.request else ""
        if settings.DEMONSTRATION and chosen:
            self.fields["login"].initial = chosen
            self.fields["password"].initial = DEMONSTRATION_PASSWORD
            self.fields["password"].widget.render_value = True


class ResetPasswordForm(PlainFields, account.ResetPasswordForm):
    """The answer is the same, and comes as soon, whether the address has an account or not."""

    labels = {"email": _("E-mail address")}

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        queue_password_reset([user.pk for user in self.users])
        return str(self.cleaned_data["email"])


NEW_PASSWORD_LABELS = {
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
}
NEW_PASSWORD_HINTS = {
    "password1": _(
        "At least 12 characters. A sentence that only you know is a good password; a common word "
        "with a number behind it is not."
    )
}


class ResetPasswordKeyForm(PlainFields, account.ResetPasswordKeyForm):
    labels = NEW_PASSWORD_LABELS
    hints = NEW_PASSWORD_HINTS


class ChangePasswordForm(PlainFields, account.ChangePasswordForm):
    labels = NEW_PASSWORD_LABELS
    hints = NEW_PASSWORD_HINTS


class SetPasswordForm(PlainFields, account.SetPasswordForm):
    labels = NEW_PASSWORD_LABELS
    hints = NEW_PASSWORD_HINTS


class ReauthenticateByPasswordForm(PlainFields, account.ReauthenticateForm):
    labels = {"password": _("Password")}


CODE_LABELS = {"code": _("Code")}
CODE_HINTS = {"code": _("The six digits in your authenticator app, or one of your recovery codes.")}


class AuthenticateForm(SlowedDown, PlainFields, mfa.AuthenticateForm):
    labels = CODE_LABELS
    hints = CODE_HINTS


class ReauthenticateForm(SlowedDown, PlainFields, mfa.ReauthenticateForm):
    labels = CODE_LABELS
    hints = CODE_HINTS


class ActivateTOTPForm(PlainFields, BaseActivateTOTPForm):
    labels = CODE_LABELS
    hints = {"code": _("The six digits that the app shows now.")}


class AddWebAuthnForm(PlainFields, webauthn.AddWebAuthnForm):
    """A passkey is offered first; an older security key holds none and serves as second step."""

    labels = {"name": _("Name of this key"), "passwordless": _("Sign in with this key alone")}
    hints = {
        "name": _("To tell your keys apart, for instance: work phone."),
        "passwordless": _(
            "The key then asks for a PIN, a fingerprint or your face. Take the tick away for an "
            "older security key."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class EditWebAuthnForm(PlainFields, webauthn.EditWebAuthnForm):
    labels = {"name": _("Name of this key")}
