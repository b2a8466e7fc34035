"""Forms about people: inviting, accepting, leaving, one's own profile."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .models import Language, Membership, Role, User
from .programs import Scope

NAME = {"autocomplete": "off"}


def role_choices(roles: list[Role]) -> list[tuple[str, str]]:
    """Roles as choices, each beginning with a capital."""
    return [(role.value, capfirst(str(role.label))) for role in roles]


class InviteForm(forms.Form):
    """Whom to invite, into which role, and in which language the mail is."""

    email = forms.EmailField(
        label=_("Work e-mail address"),
        help_text=_("One person’s own address. A shared mailbox cannot have an account."),
        widget=forms.EmailInput(NAME),
    )
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language of the mail"), choices=Language.choices, widget=forms.RadioSelect
    )

    def __init__(self, data: Any, *, roles: list[Role], language: str) -> None:
        super().__init__(data, initial={"language": language})
        self.fields["role"].choices = role_choices(roles)  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, data: Any, *, roles: list[Role], now: str) -> None:
        super().__init__(data, initial={"role": now})
        self.fields["role"].choices = role_choices(roles)  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """Who takes the work over; nobody means the team."""

    successor = forms.ChoiceField(
        label=_("Who takes this over?"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, data: Any, *, colleagues: list[Membership]) -> None:
        super().__init__(data)
        team: tuple[str, str | Promise] = ("", _("The team: it becomes unclaimed"))
        people = [(str(member.user_id), str(member.user)) for member in colleagues]
        self.fields["successor"].choices = [team, *people]  # type: ignore[attr-defined]

    @property
    def successor_id(self) -> int | None:
        """Of a valid form."""
        chosen = self.cleaned_data["successor"]
        return int(chosen) if chosen else None


class AcceptForm(forms.Form):
    """A new account: the name that colleagues see, the language, the password."""

    first_name = forms.CharField(
        label=_("First name"), max_length=80, widget=forms.TextInput({"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=80, widget=forms.TextInput({"autocomplete": "family-name"})
    )
    language = forms.ChoiceField(
        label=_("Your language"),
        help_text=_("The portal and its mails then speak it."),
        choices=Language.choices,
        widget=forms.RadioSelect,
    )
    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 12 characters. A sentence that only you know is a good password."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Password, once more"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, data: Any, *, email: str, language: str) -> None:
        super().__init__(data, initial={"language": language})
        self.email = email

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, second = data.get("password1"), data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords are not the same."))
        elif first:
            names = {name: data.get(name, "") for name in ("first_name", "last_name")}
            try:
                password_validation.validate_password(first, User(email=self.email, **names))
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return data


class ProfileForm(forms.ModelForm):
    """What a person says of themselves."""

    class Meta:
        model = User
        fields = ("first_name", "last_name", "language")
        labels = {
            "first_name": _("First name"),
            "last_name": _("Last name"),
            "language": _("Language"),
        }
        help_texts = {"language": _("Of the mails, and of the portal when you sign in.")}
        widgets = {
            "first_name": forms.TextInput({"autocomplete": "given-name"}),
            "last_name": forms.TextInput({"autocomplete": "family-name"}),
            "language": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_name"].required = self.fields["last_name"].required = True


class AddressForm(forms.Form):
    """Another e-mail address."""

    email = forms.EmailField(
        label=_("New e-mail address"), widget=forms.EmailInput({"autocomplete": "email"})
    )

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self.user = user

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).strip().lower()
        if email == self.user.email:
            raise forms.ValidationError(_("This is your address already."))
        return email


class ServiceAccountForm(forms.Form):
    """A program that will work for the organisation."""

    name = forms.CharField(
        label=_("Name of the program"),
        help_text=_(
            "What your colleagues will recognise, for instance the name of the case system."
        ),
        max_length=80,
        widget=forms.TextInput(NAME),
    )


class TokenForm(forms.Form):
    """What a token may do, and for how long."""

    scopes = forms.MultipleChoiceField(
        label=_("What the program may do"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    days = forms.TypedChoiceField(
        label=_("Valid for"),
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("a year"))],
        coerce=int,
        initial=90,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, contact_point: bool) -> None:
        super().__init__(data)
        if not contact_point:  # what is no contact point is not asked to act as one
            scopes = self.fields["scopes"]
            assert isinstance(scopes, forms.MultipleChoiceField)  # noqa: S101 - for mypy
            scopes.choices = [c for c in Scope.choices if c[0] != Scope.CONTACT_POINT]
