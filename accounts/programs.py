"""Programs that work for an organisation: service accounts and their tokens. The one writer.

A service account has a user of its own, so that every row says who did what, and no membership: it
cannot sign in, gets no mail, and stays when the person who made it leaves.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from contacts.models import NationalContactPoint, Organisation
from protection.actor import Actor, require_actor
from protection.audit import record

from .models import Role, User
from .service_accounts import ApiToken, ServiceAccount

PREFIX = "thb_"
# 256 random bits: a bare hash gives nothing away, unlike that of a password.
TOKEN_BYTES = 32
LONGEST = timedelta(days=366)
USE_IS_NOTED_EVERY = timedelta(hours=1)


class Scope(models.TextChoices):
    """What a token may do; each is asked for by name."""

    CONTACTS_READ = "contacts:read", _("Read the directory")
    REFERRALS_READ = "referrals:read", _("Read the organisation’s referrals, without the identity")
    REFERRALS_WRITE = "referrals:write", _("File, answer, choose, withdraw and close referrals")
    IDENTITY_READ = "identity:read", _("Read an identity and files that were released")
    GROUP_READ = "working_group:read", _("Read the working group’s meetings, practices and signals")
    GROUP_WRITE = "working_group:write", _("Post and confirm signals, finish action points")
    TRAININGS_READ = "trainings:read", _("Read trainings, needs and training tools")
    TRAININGS_NOMINATE = (
        "trainings:nominate",
        _("Put colleagues forward for trainings, as a team lead does, and see who was"),
    )
    CONTACT_POINT = (
        "contact_point:act",
        _("Act as the country’s contact point: see what is asked of it, and pass it on"),
    )


@dataclass(frozen=True)
class Shown:
    """A service account with its tokens in force, as the page lists them."""

    account: ServiceAccount
    tokens: list[ApiToken]


def accounts_of(organisation_id: int, *, now: datetime) -> list[Shown]:
    """The service accounts in use, by name; two queries."""
    accounts = list(
        ServiceAccount.objects.filter(
            organisation_id=organisation_id, ended_at__isnull=True
        ).order_by("name", "pk")
    )
    tokens = list(
        ApiToken.objects.filter(
            account__in=accounts, revoked_at__isnull=True, expires_at__gt=now
        ).order_by("expires_at", "pk")
    )
    return [
        Shown(account, [token for token in tokens if token.account_id == account.pk])
        for account in accounts
    ]


def create_account(organisation: Organisation, name: str, *, now: datetime) -> ServiceAccount:
    """A program that will work for the organisation. It can do nothing until it has a token."""
    with transaction.atomic():
        key = uuid4()
        user = User(email=f"{key}@service.invalid", last_name=name, is_active=False)
        user.set_unusable_password()
        user.save()
        account = ServiceAccount(
            id=key,
            user=user,
            organisation=organisation,
            name=name,
            created_by_id=require_actor().user_id,
            created_at=now,
        )
        account.save(force_insert=True)
        record("service_account_created", subject="service_account", subject_id=str(key))
    return account


def create_token(
    account: ServiceAccount, scopes: Iterable[str], *, days: int, now: datetime
) -> str:
    """A new token in plain text: shown once, kept as its hash. `days`: how long it is valid."""
    plain = PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    token = ApiToken(
        account=account,
        token_hash=_hash_of(plain),
        beginning=plain[: len(PREFIX) + 4],
        scopes=sorted(scopes),
        created_by_id=require_actor().user_id,
        created_at=now,
        expires_at=now + min(timedelta(days=days), LONGEST),
    )
    token.save(force_insert=True)
    record(
        "api_token_created",
        subject="api_token",
        subject_id=str(token.pk),
        detail={"scopes": " ".join(token.scopes)},
    )
    return plain


def revoke_token(token: ApiToken, *, now: datetime) -> None:
    """Make a token void, from its next request on."""
    ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now)
    record("api_token_revoked", subject="api_token", subject_id=str(token.pk))


def end_account(account: ServiceAccount, *, now: datetime) -> None:
    """End a service account with all its tokens."""
    ServiceAccount.objects.filter(pk=account.pk, ended_at__isnull=True).update(ended_at=now)
    ApiToken.objects.filter(account=account, revoked_at__isnull=True).update(revoked_at=now)
    record("service_account_ended", subject="service_account", subject_id=str(account.pk))


def token_in_force(plain: str, *, now: datetime) -> ApiToken | None:
    """The token that a program shows, with its account and organisation; None for no valid one."""
    token = (
        ApiToken.objects.filter(
            token_hash=_hash_of(plain),
            revoked_at__isnull=True,
            expires_at__gt=now,
            account__ended_at__isnull=True,
            account__organisation__active=True,
        )
        .select_related("account__user", "account__organisation")
        .first()
    )
    if token is not None and (
        token.last_used_at is None or token.last_used_at < now - USE_IS_NOTED_EVERY
    ):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def actor_of_token(token: ApiToken) -> Actor:
    """A program acts as a caseworker of its organisation; with the scope for it as a contact point,
    as long as the organisation is one."""
    return _actor_of(token.account, as_contact_point=Scope.CONTACT_POINT in token.scopes)


def actor_of_account(account: ServiceAccount, *, now: datetime) -> Actor:
    """The same for what is sent to a program by itself: as the most that a token of it allows."""
    allowed = account.tokens.filter(
        scopes__contains=[Scope.CONTACT_POINT], revoked_at__isnull=True, expires_at__gt=now
    )
    return _actor_of(account, as_contact_point=allowed.exists())


def _actor_of(account: ServiceAccount, *, as_contact_point: bool) -> Actor:
    acts = as_contact_point and is_contact_point(account.organisation_id)
    return Actor(
        user_id=account.user_id,
        organisation_id=account.organisation_id,
        role=Role.CONTACT_POINT if acts else Role.CASEWORKER,
        country=account.organisation.country_id or "",
    )


def is_contact_point(organisation_id: int) -> bool:
    """Whether the organisation is in the rota of a country's contact point."""
    return NationalContactPoint.objects.filter(organisation_id=organisation_id).exists()


def shown_token(header: str) -> str | None:
    """The token of an Authorization header (RFC 6750); None where it shows none."""
    scheme, _space, plain = header.partition(" ")
    return plain.strip() if scheme.lower() == "bearer" else None


def _hash_of(plain: str) -> bytes:
    return hashlib.sha256(plain.encode()).digest()
