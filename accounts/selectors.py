"""Who asks, and who is to be told: the people of an organisation by role."""

from collections.abc import Iterable

from django.conf import settings
from django.db import connections
from django.db.models import Case, Q, When

from contacts.models import Organisation
from notifications.services import Recipient

from .models import CASE_ROLES, Membership, Role, User

# What a request knows of who asks. The rest of an organisation's row is wide.
_OF_USER = [field.attname for field in User._meta.concrete_fields]
_OF_MEMBERSHIP = [field.attname for field in Membership._meta.concrete_fields]
_NAMES = {f"name_{language}" for language in settings.MODELTRANSLATION_LANGUAGES}
_OF_ORGANISATION = [
    field.attname
    for field in Organisation._meta.concrete_fields
    if field.attname in {"id", "country_id", *_NAMES}
]
# Every page asks this: one statement, and no time spent on composing it.
_WHO = """
SELECT {columns}
FROM accounts_user u
LEFT JOIN accounts_membership m ON m.user_id = u.id AND m.active
LEFT JOIN contacts_organisation o ON o.id = m.organisation_id
WHERE u.id = %s ORDER BY m.id
""".format(
    columns=", ".join(
        f'{table}."{name}"'
        for table, names in (("u", _OF_USER), ("m", _OF_MEMBERSHIP), ("o", _OF_ORGANISATION))
        for name in names
    )
)


def user_with_memberships(user_id: int, *, using: str = "default") -> User | None:
    """The user with `memberships_in_force`, oldest first, each with its organisation."""
    with connections[using].cursor() as cursor:
        cursor.execute(_WHO, [user_id])
        rows = cursor.fetchall()
    if not rows:
        return None
    begin, end = len(_OF_USER), len(_OF_USER) + len(_OF_MEMBERSHIP)
    user = User.from_db(using, _OF_USER, rows[0][:begin])
    user.memberships_in_force = []
    for row in rows:
        if row[begin] is None or not user.is_active:
            continue
        membership = Membership.from_db(using, _OF_MEMBERSHIP, row[begin:end])
        membership.user = user
        membership.organisation = Organisation.from_db(using, _OF_ORGANISATION, row[end:])
        user.memberships_in_force.append(membership)
    return user


def people_of(
    organisation_ids: Iterable[int],
    *,
    roles: Iterable[str] = CASE_ROLES,
    using: str = "default",
) -> list[Recipient]:
    """One recipient a person, however many memberships they have.

    Somebody is told as a contact point when that is all they are told for.
    """
    told_last = Case(When(role=Role.CONTACT_POINT, then=1), default=0)
    rows = (
        Membership.objects.using(using)
        .in_force()
        .filter(organisation_id__in=list(organisation_ids), role__in=list(roles))
        .order_by("user_id", told_last)
        .distinct("user_id")
        .values_list("user_id", "user__email", "user__language", "role")
    )
    return [
        Recipient(user_id, email, language, as_contact_point=role == Role.CONTACT_POINT)
        for user_id, email, language, role in rows
    ]


def people_in_role(role: Role, *, using: str = "default") -> list[Recipient]:
    """Everybody with a role, in whatever organisation."""
    rows = (
        Membership.objects.using(using)
        .in_force()
        .filter(role=role)
        .order_by("user_id")
        .distinct("user_id")
        .values_list("user_id", "user__email", "user__language")
    )
    return [Recipient(user_id, email, language) for user_id, email, language in rows]


def officers_over(countries: Iterable[str], *, using: str = "default") -> list[Recipient]:
    """The data protection officers of these countries, and those of the Benelux."""
    there = Q(organisation__country__in=list(countries)) | Q(organisation__country=None)
    rows = (
        Membership.objects.using(using)
        .in_force()
        .filter(there, role=Role.DPO)
        .order_by("user_id")
        .distinct("user_id")
        .values_list("user_id", "user__email", "user__language")
    )
    return [Recipient(user_id, email, language) for user_id, email, language in rows]
