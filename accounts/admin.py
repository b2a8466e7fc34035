"""The operator's pages: users and memberships, never a case.

Whoever gives memberships could give themselves one that works on cases. So nobody changes their
own, and every change stands in the audit trail, where the data protection officer reads it.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django import forms
from django.contrib import admin
from django.contrib.auth.forms import BaseUserCreationForm, ReadOnlyPasswordHashField
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from protection.audit import record

from .addresses import address_changed
from .models import Membership, User
from .sessions.services import end_sessions

# They would show the secrets of everybody's second factor, or let an operator link an account to
# a provider; providers are configured in the environment alone.
admin.site.unregister([Authenticator, SocialAccount, SocialApp, SocialToken])

OWN_ACCOUNT = _("You cannot change your own account or memberships. Ask another operator.")


def _record_change(request: HttpRequest, changed: User | Membership, what: str) -> None:
    """Who changed which account or membership, to which role and organisation: ids and codes."""
    detail = {"by": str(request.user.pk)}  # an operator without a membership is no actor
    if isinstance(changed, Membership):
        detail |= {
            "user": str(changed.user_id),
            "organisation": str(changed.organisation_id),
            "role": changed.role,
            "active": "yes" if changed.active else "no",
        }
    subject = "membership" if isinstance(changed, Membership) else "user"
    record(f"{subject}_{what}", subject=subject, subject_id=str(changed.pk), detail=detail)


class UserCreationForm(BaseUserCreationForm):
    class Meta:
        model = User
        fields = ("email",)


class UserChangeForm(forms.ModelForm):
    password = ReadOnlyPasswordHashField(label=_("password"))

    class Meta:
        model = User
        fields = ("email", "first_name", "last_name", "language", "is_active", "is_staff")


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    can_delete = False


class NotOnesOwn(admin.ModelAdmin):
    """Records every change, and refuses those of the reader's own account."""

    def is_own(self, request: HttpRequest, obj: Any) -> bool:
        return obj is not None and request.user.pk == (
            obj.user_id if isinstance(obj, Membership) else obj.pk
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not self.is_own(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # What happened stays attributable: accounts and memberships are made inactive.
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        _record_change(request, obj, "changed" if change else "added")

    def save_formset(
        self, request: HttpRequest, form: Any, formset: BaseInlineFormSet, change: bool
    ) -> None:
        super().save_formset(request, form, formset, change)
        for membership in formset.new_objects:
            _record_change(request, membership, "added")
        for membership, _fields in formset.changed_objects:
            _record_change(request, membership, "changed")


@admin.register(User)
class UserAdmin(NotOnesOwn):
    list_display = ("email", "first_name", "last_name", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "memberships__role")
    search_fields = ("email", "first_name", "last_name")
    ordering = ("email",)
    inlines = (MembershipInline,)
    form = UserChangeForm

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Another address is told to the old one: with it an account could be taken over."""
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data and isinstance(request.user, User):
            address_changed(obj, form.initial["email"], by=request.user)
            end_sessions(obj.pk)

    def get_form(self, request, obj=None, change=False, **kwargs):  # type: ignore[no-untyped-def]
        """A new user gets an address and a password; the rest follows on the next page."""
        if obj is None:
            kwargs["form"] = UserCreationForm
        return super().get_form(request, obj, change, **kwargs)


class MembershipForm(forms.ModelForm):
    """A membership of somebody else: the operator's own user cannot be chosen."""

    operator_id: int | None = None

    def clean_user(self) -> User:
        user: User = self.cleaned_data["user"]
        if user.pk == self.operator_id:
            raise forms.ValidationError(OWN_ACCOUNT)
        return user


@admin.register(Membership)
class MembershipAdmin(NotOnesOwn):
    list_display = ("user", "organisation", "role", "active")
    list_filter = ("role", "active", "organisation__country")
    search_fields = ("user__email", "organisation__name")
    raw_id_fields = ("user", "organisation")
    form = MembershipForm

    def get_form(self, request, obj=None, change=False, **kwargs):  # type: ignore[no-untyped-def]
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"operator_id": request.user.pk})
