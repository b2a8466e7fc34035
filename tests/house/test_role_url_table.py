"""What every role gets from every address: the table is complete, or this fails.

The walk finds the addresses by itself. One that is not in the table fails until it is entered, and
so does an entry whose address is gone. Everything is asked by GET: 405 says that a page only takes
what is posted. Strangers get 404 and are not told that something is there.
"""

import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from accounts.models import FactorRecovery, Membership, Role, User
from accounts.programs import Scope, create_account, create_token
from accounts.service_accounts import ServiceAccount
from referrals.codes import Move
from referrals.models import Event, Referral, Request, Stage
from referrals.services.files import NewFile, add_file
from reports.models import ProgressReport, ReportVersion
from tests.factories import (
    MembershipFactory,
    ReferralFactory,
    acting,
    request_to,
)
from tests.referrals.files import samples
from tests.rights.addresses import RIGHTS, arguments

from .directory import OF_DIRECTORY
from .figures import A_TABLE, OF_FIGURES
from .glossary import ALWAYS, OF_WORDS
from .guide import OF_THE_GUIDE, PAGES, drafted
from .headers import faults
from .members import OF_DANGER_AND_QUESTIONS, OF_MEMBERS, OF_TEAMWORK
from .programs import OF_PROGRAMS, OF_THE_PUBLIC_DIRECTORY, OF_WEBHOOKS, PUBLIC_IDS, webhook_of
from .public import OF_NOTICES, OPEN_TO_ALL
from .readers import (
    ANONYMOUS,
    CASE,
    EVERY_CASE_WORKER,
    READERS,
    RECIPIENT,
    RECIPIENT_SLUG,
    everybody,
    member,
    only,
    organisation,
    signed_in,
)
from .reports import OF_THE_REPORTS
from .trainings import ASKED_FOR, OF_TRAININGS, of_trainings
from .urls import Address, addresses
from .workinggroup import OF_THE_GROUP, of_the_group

TABLE: dict[str, dict[str, int]] = {
    "/": everybody(302),
    "/calendar/<token>.ics": everybody(404),
    "/.well-known/security.txt": everybody(),
    "/favicon.ico": everybody(302),
    "/accounts/oidc/<provider_id>/": everybody(404),  # no provider is configured
    "/accounts/oidc/<provider_id>/callback/": everybody(404),
    **OF_PROGRAMS,
    **OF_THE_PUBLIC_DIRECTORY,
    **OF_WEBHOOKS,
    **OF_WORDS,
    "/nl/": signed_in(),
    **OPEN_TO_ALL,
    **OF_FIGURES,
    **OF_THE_GUIDE,
    **OF_THE_REPORTS,
    **OF_TRAININGS,
    **OF_THE_GROUP,
    "/nl/accounts/profile/": signed_in(),
    "/nl/accounts/profile/address/": signed_in(),
    "/nl/accounts/profile/address/cancel/": signed_in(405),
    "/nl/accounts/profile/address/confirm/": signed_in(404),  # no link was followed
    "/nl/accounts/profile/address/<token>/": signed_in(302),
    "/nl/accounts/membership/": signed_in(),
    "/nl/accounts/invitation/": everybody(404),  # no link was followed
    "/nl/accounts/invitation/join/": signed_in(405),
    "/nl/accounts/invitation/<token>/": everybody(302),
    **OF_MEMBERS,
    **OF_DANGER_AND_QUESTIONS,
    **OF_TEAMWORK,
    "/nl/contacts/": signed_in(),
    **OF_DIRECTORY,
    "/nl/contacts/<slug>/": signed_in(),
    "/nl/contacts/<slug>/edit/": only(Role.CASEWORKER, Role.TEAM_LEAD),
    "/nl/contacts/<slug>/edit/discard/": signed_in(405),
    "/nl/contacts/<slug>/confirm/": only(*CASE),
    "/nl/contacts/<slug>/history/": only(*CASE, Role.EDITOR, Role.OPERATOR),
    "/nl/contacts/<slug>/history/<number>/": only(*CASE, Role.EDITOR, Role.OPERATOR),
    "/nl/contacts/<slug>/proposals/<draft_id>/": signed_in(404),  # nothing was proposed
    "/nl/contacts/stale/": only(Role.CONTACT_POINT),
    "/nl/contacts/<slug>/capacity/": only(*CASE),
    "/nl/contacts/<slug>/capacity/<capacity_id>/undo/": signed_in(405),
    **OF_NOTICES,
    # A sent referral of Payoke, a draft of it, and an organisation that has no part in either.
    "/nl/referrals/": only(*EVERY_CASE_WORKER),
    "/nl/referrals/sent/": only(*EVERY_CASE_WORKER),
    "/nl/referrals/drafts/": only(*EVERY_CASE_WORKER),
    "/nl/referrals/new/": only(*EVERY_CASE_WORKER),
    "/nl/referrals/urgent/": only(*EVERY_CASE_WORKER),
    "/nl/referrals/<referral_id>/draft/": only(*CASE),
    "/nl/referrals/<referral_id>/step/<slug>/": only(*CASE),
    "/nl/referrals/<referral_id>/check/": only(*CASE),
    "/nl/referrals/<referral_id>/send/": signed_in(405),
    "/nl/referrals/<referral_id>/delete/": only(*CASE),
    "/nl/referrals/<referral_id>/confirmation/": only(*CASE),
    "/nl/referrals/<referral_id>/": only(*CASE, RECIPIENT),
    # A file that everybody who is asked may open.
    "/nl/referrals/<referral_id>/files/": only(*CASE, RECIPIENT),
    "/nl/referrals/<referral_id>/files/<attachment_id>/": only(*CASE, RECIPIENT),
    "/nl/referrals/<referral_id>/files/<attachment_id>/delete/": only(*CASE),
    "/nl/referrals/retention/": only(Role.DPO),
    "/nl/referrals/duplicates/": only(Role.CONTACT_POINT),
    "/nl/referrals/duplicates/<warning_id>/settle/": signed_in(405),
    **RIGHTS,
    "/nl/referrals/<referral_id>/hold/": only(Role.TEAM_LEAD, Role.CONTACT_POINT),
    "/nl/referrals/<referral_id>/restriction/": only(Role.TEAM_LEAD, Role.CONTACT_POINT),
    "/nl/referrals/<referral_id>/erasure/": only(*CASE),
    "/nl/referrals/<referral_id>/consent/": only(*CASE),
    "/nl/referrals/<referral_id>/identity/": only(*CASE, RECIPIENT),
    "/nl/referrals/<referral_id>/identity/edit/": only(*CASE),
    "/nl/referrals/<referral_id>/fill-in/<slug>/": only(*CASE),
    # A move that is the other side's leads back to the referral, which says so.
    "/nl/referrals/<referral_id>/requests/<request_id>/<slug>/": {
        **only(*CASE, code=302),
        RECIPIENT: 200,
    },
    "/nl/referrals/<referral_id>/moves/<slug>/": {**only(*CASE), RECIPIENT: 302},
    # Blank papers, and an editor's words for them.
    "/nl/referrals/papers/": only(*EVERY_CASE_WORKER, Role.EDITOR),
    "/nl/referrals/papers/consent/": only(Role.EDITOR),
    "/nl/referrals/papers/consent/<sheet>/": only(*EVERY_CASE_WORKER, Role.EDITOR),
    "/nl/referrals/papers/consent/<sheet>/pdf/": only(*EVERY_CASE_WORKER, Role.EDITOR),
    "/nl/referrals/papers/consent/<sheet>/edit/": only(Role.EDITOR),
    "/nl/referrals/papers/blank/<paper>/<language>/": only(*EVERY_CASE_WORKER, Role.EDITOR),
    "/nl/referrals/receipts/": everybody(),
    "/nl/referrals/<referral_id>/papers/": only(*CASE, RECIPIENT),
    "/nl/referrals/<referral_id>/papers/dossier/": signed_in(405),
    "/nl/referrals/<referral_id>/papers/handover/": signed_in(405),
    # The receipt of filing, which is the sender's.
    "/nl/referrals/<referral_id>/papers/receipts/<event_id>/<file>/": only(*CASE),
    "/nl/referrals/<referral_id>/papers/consent/": only(*CASE),
    "/nl/referrals/<referral_id>/claim/": signed_in(405),
    "/nl/referrals/<referral_id>/unclaim/": signed_in(405),
    "/nl/referrals/<referral_id>/assign/": only(Role.TEAM_LEAD),
    "/nl/referrals/<referral_id>/note/": only(*CASE, RECIPIENT),
    # Sign-in and second factor, for somebody who has just signed in: 302 where there is nothing
    # left to show, 404 where this account has no such factor.
    "/nl/accounts/login/": signed_in(302, anonymous=200),
    "/nl/accounts/logout/": signed_in(),
    "/nl/accounts/inactive/": everybody(),
    "/nl/accounts/reauthenticate/": signed_in(),
    "/nl/accounts/password/change/": signed_in(),
    "/nl/accounts/password/set/": signed_in(302),
    "/nl/accounts/password/reset/": everybody(),
    "/nl/accounts/password/reset/done/": everybody(),
    "/nl/accounts/password/reset/key/<uidb36>-<key>/": everybody(),
    "/nl/accounts/password/reset/key/done/": everybody(),
    "/nl/accounts/sessions/": signed_in(),
    "/nl/accounts/sessions/not-me/": signed_in(),
    "/nl/accounts/sessions/stay/": everybody(405),
    "/nl/accounts/sessions/keep/": everybody(405),
    "/nl/accounts/sessions/discard/": signed_in(405),
    "/nl/accounts/sessions/end-all/": signed_in(405),
    "/nl/accounts/sessions/<session_id>/end/": signed_in(405),
    "/nl/accounts/2fa/": signed_in(),
    # A caseworker of Payoke has lost a phone; whoever asks for the first page has not.
    "/nl/accounts/2fa/lost/": signed_in(),
    "/nl/accounts/2fa/lost/cancel/": everybody(405),
    "/nl/accounts/2fa/lost/complete/": everybody(405),
    "/nl/accounts/2fa/recoveries/": only(Role.TEAM_LEAD, Role.OPERATOR),
    "/nl/accounts/2fa/recoveries/<recovery_id>/": only(Role.TEAM_LEAD, Role.OPERATOR),
    "/nl/accounts/2fa/authenticate/": everybody(302),
    "/nl/accounts/2fa/reauthenticate/": everybody(302),
    "/nl/accounts/2fa/totp/activate/": signed_in(),
    "/nl/accounts/2fa/totp/deactivate/": signed_in(404),
    "/nl/accounts/2fa/recovery-codes/": signed_in(404),
    "/nl/accounts/2fa/recovery-codes/generate/": signed_in(),
    "/nl/accounts/2fa/recovery-codes/download/": signed_in(404),
    "/nl/accounts/2fa/webauthn/": signed_in(),
    "/nl/accounts/2fa/webauthn/add/": signed_in(),
    "/nl/accounts/2fa/webauthn/reauthenticate/": everybody(302),
    "/nl/accounts/2fa/webauthn/keys/<pk>/remove/": signed_in(404),
    "/nl/accounts/2fa/webauthn/keys/<pk>/edit/": signed_in(404),
    "/nl/accounts/2fa/webauthn/login/": everybody(302),
}


class TestTable:
    def test_every_address_is_in_it(self) -> None:
        assert [a.key for a in addresses() if a.key not in TABLE and not a.is_admin] == []

    def test_nothing_else_is_in_it(self) -> None:
        assert set(TABLE) - {address.key for address in addresses()} == set()


@pytest.fixture
def reader(request: pytest.FixtureRequest, db: None, settings: Any, tmp_path: Path) -> Client:
    """A reader of the column that the test names, at the door of a portal in demonstration mode.

    There the second factor is not asked for; TestSecondFactor looks at what it does.
    """
    settings.DEMONSTRATION = True
    settings.MAILBOX_DIR = tmp_path
    # As in production; the answers' headers are looked at too.
    settings.SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    client = Client()
    column: str = request.param
    if column != ANONYMOUS:
        client.force_login(member(column).user)
    return client


@dataclass(frozen=True)
class Objects:
    """What the addresses with an argument lead to."""

    sent: Referral
    draft: Referral
    request: Request
    report: ProgressReport
    recovery: FactorRecovery
    attachment: UUID
    member: Membership  # a caseworker of Payoke
    program: ServiceAccount
    lines: dict[str, Any]  # of the registers, a webhook, and the event of sending

    @classmethod
    def make(cls) -> "Objects":
        sender = MembershipFactory.create(organisation=organisation("payoke"))
        recipient = MembershipFactory.create(organisation=organisation(RECIPIENT_SLUG))
        sent = ReferralFactory.create(sender=sender, recipients=[recipient])
        draft = ReferralFactory.create(sender=sender, recipients=[recipient], draft=True)
        report = ProgressReport.objects.create(
            period_from=date(2016, 12, 2), period_to=date(2017, 12, 31), created_at=timezone.now()
        )
        ReportVersion.objects.create(report=report, number=1, created_at=timezone.now())
        recovery = FactorRecovery.objects.create(user=sender.user, asked_at=timezone.now())
        with acting(sender):
            shown = NewFile("need.pdf", samples.pdf(), Stage.REQUEST)
            attachment = add_file(sent.pk, shown, now=timezone.now())
            asked = request_to(sent, recipient)
            program = create_account(sender.organisation, "Program", now=timezone.now())
            create_token(program, [Scope.CONTACTS_READ], days=1, now=timezone.now())
            filing = Event.objects.get(referral=sent, move=Move.SEND).pk
        lead = MembershipFactory.create(organisation=sender.organisation, team_lead=True)
        lines = {**arguments(lead), **drafted(), **of_the_group(), "event_id": filing}
        lines |= of_trainings(organisation("payoke"), timezone.now())
        lines["webhook_id"] = webhook_of(program)
        return cls(sent, draft, asked, report, recovery, attachment, sender, program, lines)

    def path(self, address: Address) -> str:
        """Where to ask for an address, with arguments that fit it."""
        given: dict[str, Any] = {
            **dict.fromkeys(("absence_id", "filter_id", "export_id"), self.request.pk),
            "slug": SLUGS.get(address.key, "payoke"),
            "public_id": organisation("payoke").public_id,
            "referral_id": (self.draft if address.key in OF_A_DRAFT else self.sent).pk,
            "request_id": self.request.pk,
            "report_id": self.report.pk,
            "recovery_id": self.recovery.pk,
            "attachment_id": self.attachment,
            "provider_id": "nobody",
            "delivery_id": self.request.pk,
            "code": "need",
            "warning_id": self.request.pk,
            "list_name": "received",
            "topic": "stay",
            "feedback_id": 1,
            "shift_id": 1,
            **dict.fromkeys(("number", "copies_id"), 1),
            "language": "nl",
            "content_type_id": ContentType.objects.get_for_model(User).pk,
            "object_id": "1",
            "app_label": "accounts",
            "url": "nowhere/",
            "uidb36": "1",
            "key": "set-password",
            "token": "t" * 43,
            "membership_id": self.member.pk,
            **self.lines,
            "account_id": self.program.pk,
            "token_id": self.program.tokens.get().pk,
            "invitation_id": uuid4(),
            **{
                name: uuid4()
                for name in ("opening_id", "comment_id", "dispatch_id", "publication_id")
            },
            "figure_id": 1,
            **ALWAYS,
            **A_TABLE,
            "session_id": self.sent.pk,
            **dict.fromkeys((*PUBLIC_IDS, "note_id", "partnership_id", "search_id"), uuid4()),
        }
        if "/practices/" in address.key:  # numbered, where a report's have a UUID
            given["comment_id"] = 1
        return address.path(given)


OF_A_DRAFT = {
    "/nl/referrals/<referral_id>/draft/",
    "/nl/referrals/<referral_id>/step/<slug>/",
    "/nl/referrals/<referral_id>/check/",
    "/nl/referrals/<referral_id>/delete/",
}
SLUGS = {
    **PAGES,
    **ASKED_FOR,
    "/nl/referrals/<referral_id>/step/<slug>/": "person",
    "/nl/referrals/<referral_id>/fill-in/<slug>/": "person",
    "/nl/referrals/<referral_id>/requests/<request_id>/<slug>/": "decline",
    "/nl/referrals/<referral_id>/moves/<slug>/": "withdraw",
}


@pytest.mark.parametrize("reader", READERS, indirect=True, ids=str)
def test_everybody_gets_what_the_table_says(reader: Client, request: pytest.FixtureRequest) -> None:
    column, objects = request.node.callspec.params["reader"], Objects.make()
    asked = [address for address in addresses() if not address.is_admin]
    answers = {address.key: reader.get(objects.path(address), secure=True) for address in asked}
    got = {key: answer.status_code for key, answer in answers.items()}
    assert got == {address.key: TABLE.get(address.key, {}).get(column) for address in asked}
    wrong = {key: faults(a, signed_in=column != ANONYMOUS) for key, a in answers.items()}
    assert {key: said for key, said in wrong.items() if said} == {}


@pytest.mark.parametrize(
    "reader",
    [ANONYMOUS, Role.CASEWORKER, Role.SECRETARIAT, Role.EDITOR, Role.OPERATOR],
    indirect=True,
    ids=str,
)
def test_the_admin_site_is_the_operator_s(reader: Client, request: pytest.FixtureRequest) -> None:
    column, objects = request.node.callspec.params["reader"], Objects.make()
    for address in addresses():
        if not address.is_admin:
            continue
        answer = reader.get(objects.path(address), secure=True)
        assert faults(answer, signed_in=column != ANONYMOUS) == [], address.key
        if column == Role.OPERATOR:
            assert answer.status_code in {200, 302, 403, 404, 405}, address.key
        else:
            assert answer.status_code in {302, 403, 404}, address.key


@pytest.mark.parametrize("reader", [Role.MEMBER, Role.EDITOR], indirect=True, ids=str)
def test_a_shared_report_is_the_members_to_read(
    reader: Client, request: pytest.FixtureRequest
) -> None:
    report = Objects.make().report
    report.versions.update(shared_at=timezone.now())
    wanted = 200 if request.node.callspec.params["reader"] == Role.MEMBER else 404
    assert reader.get(f"/nl/reports/{report.pk}/").status_code == wanted


class TestSecondFactor:
    """Outside demonstration mode a password alone opens no more than the way to a second factor."""

    @pytest.fixture
    def half_signed_in(self, db: None) -> Client:
        client = Client()
        client.force_login(member(Role.CASEWORKER).user)
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session.save()
        return client

    def test_nothing_private_opens_with_a_password_alone(self, half_signed_in: Client) -> None:
        objects = Objects.make()
        open_to_it = {
            address.key
            for address in addresses()
            if not address.is_admin
            and TABLE[address.key][ANONYMOUS] != 200
            and half_signed_in.get(objects.path(address)).status_code == 200
        }
        assert open_to_it == {
            "/nl/accounts/logout/",
            "/nl/accounts/reauthenticate/",
            "/nl/accounts/2fa/lost/",
            # To set up the first one, by whoever has just given the password.
            "/nl/accounts/2fa/",
            "/nl/accounts/2fa/totp/activate/",
            "/nl/accounts/2fa/webauthn/add/",
        }

    def test_the_gallery_is_the_demonstration_s(self, half_signed_in: Client) -> None:
        assert half_signed_in.get("/nl/gallery/").status_code == 404
