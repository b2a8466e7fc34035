"""Coming and going at one organisation, for the pages of its team lead.

One invitation is open, one colleague has left, and the half-yearly review of members is under way.
"""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from accounts import inviting, links
from accounts.joining import Invitation, MemberReview
from accounts.models import Membership, Role, User
from accounts.reviewing import EVERY
from contacts.models import Organisation
from notifications.kinds import INVITATION

SLUG = "payoke"
TEAM_LEAD = "teamlead@payoke.example"
INVITED = "nieuwe.collega@payoke.example"
FORMER = "vroegere.collega@payoke.example"


def come_and_go(now: datetime, *, using: str) -> None:
    """Make the rows, dated back from `now`. Raises DoesNotExist without the accounts."""
    organisation = Organisation.objects.using(using).get(slug=SLUG)
    joined = now - EVERY - timedelta(days=3)
    # Long enough ago that this review is the one that beat would have begun.
    Membership.objects.using(using).filter(organisation=organisation).update(joined_at=joined)
    began = now - timedelta(days=3)
    review = MemberReview(organisation=organisation, started_at=began, reminded_at=began)
    review.save(using=using)
    _leave(organisation, joined, now - timedelta(days=40), using)
    _invite(organisation, now - timedelta(days=2), using)


def _leave(organisation: Organisation, joined: datetime, left: datetime, using: str) -> None:
    former = User(
        email=FORMER,
        first_name="Demo",
        last_name="Vroegere collega Payoke",
        language="nl",
        password=make_password(None),
        is_active=False,
        last_login=left,
    )
    former.save(using=using)
    Membership(
        user=former,
        organisation=organisation,
        role=Role.CASEWORKER,
        active=False,
        joined_at=joined,
        ended_at=left,
        closed_account=True,
    ).save(using=using)


def _invite(organisation: Organisation, mailed: datetime, using: str) -> None:
    """Nobody has its link: “Mail again” makes one."""
    invitation = Invitation(
        email=INVITED,
        organisation=organisation,
        role=Role.CASEWORKER,
        language="nl",
        invited_by=User.objects.using(using).get(email=TEAM_LEAD),
        nonce=links.new_nonce(),
        mailed_at=mailed,
        expires_at=mailed + inviting.VALID,
    )
    token = links.token(INVITATION, str(invitation.pk), invitation.nonce)
    invitation.token_hash = links.hash_of(token)
    invitation.save(using=using)
