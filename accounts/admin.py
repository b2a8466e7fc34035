"""The operator's pages: users and memberships, never a case."""

from django import forms
from django.contrib import admin
from django.contrib.auth.forms import BaseUserCreationForm, ReadOnlyPasswordHashField
from django.utils.translation import gettext_lazy as _

from .models import Membership, User


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


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ("email", "first_name", "last_name", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "memberships__role")
    search_fields = ("email", "first_name", "last_name")
    ordering = ("email",)
    inlines = (MembershipInline,)
    form = UserChangeForm

    def get_form(self, request, obj=None, change=False, **kwargs):  # type: ignore[no-untyped-def]
        """A new user gets an address and a password; the rest follows on the next page."""
        if obj is None:
            kwargs["form"] = UserCreationForm
        return super().get_form(request, obj, change, **kwargs)


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ("user", "organisation", "role", "active")
    list_filter = ("role", "active", "organisation__country")
    search_fields = ("user__email", "organisation__name")
    raw_id_fields = ("user", "organisation")
