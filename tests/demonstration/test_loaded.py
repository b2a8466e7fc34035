"""What stands after loading: an ended year, live cases for every role, consistent row by row."""

import hashlib
import json
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from django.db import connections, transaction
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.test import TestCase

from accounts.joining import Invitation, MemberReview
from accounts.models import Membership, User
from accounts.reviewing import to_confirm
from benelux_thb.demonstration.belongings import small_pdf
from benelux_thb.demonstration.history import FIRST, LAST, NUMBER
from benelux_thb.demonstration.live import DRAFTS, PLOTS
from benelux_thb.demonstration.loading import load
from contacts.models import Code, DutyShift
from guide.models import Feedback
from guide.use.models import Copies, Download, PageUse
from notifications.models import Notice
from protection.chain import faults
from protection.crypto import WrappedKey, unwrap
from protection.files.checks import checked
from protection.models import AuditEntry
from referrals.codes import (
    AWAITING_RECIPIENT,
    LIVE,
    UNSETTLED_REQUEST,
    Ground,
    Move,
    RequestState,
    Side,
    State,
)
from referrals.models import (
    AttachmentContent,
    CodedValue,
    Consent,
    ConsentRecipient,
    DataKey,
    Disclosure,
    Event,
    Handover,
    Identity,
    IdentityField,
    IdentityIndex,
    InternalNote,
    Message,
    Party,
    PhoneCall,
    Question,
    Rating,
    RatingGap,
    Referral,
    Request,
    Retention,
    SavedFilter,
    SenderFile,
    Sight,
)
from referrals.vault import Vault

from .replaying import replayed

NOW = datetime(2026, 11, 21, 14, 30, tzinfo=UTC)
END_OF_YEAR = datetime(2018, 1, 1, tzinfo=UTC)
CASE_TABLES = (
    Referral, Request, Party, Event, CodedValue, Question, Identity, DataKey, Consent,
    ConsentRecipient, Disclosure,
)  # fmt: skip
LISTS = {
    "urgency": "urgency",
    "reason": "referral_reason",
    "age_group": "age_group",
    "gender": "gender",
    "citizenship_group": "citizenship_group",
    "victim_status": "victim_status",
    "detected_by": "detection_by",
    "residence_stage": "residence_stage",
    "criminal_stage": "criminal_stage",
    "risk_level": "risk_level",
    "guardian_kind": "guardian_kind",
    "interpreter": "interpreter_need",
    "last_contact": "last_contact",
    "residence_document": "residence_document",
    "region": "region",
    "legal_basis": "sharing_basis",
    "withdrawal_reason": "withdrawal_reason",
    "outcome": "outcome",
    "guide_sufficed": "guide_sufficed",
}
KINDS = {
    "need": "need",
    "care_need": "care_need",
    "accessibility_need": "accessibility_need",
    "avoid_region": "region",
    "exploitation_form": "exploitation_form",
    "exploitation_sector": "exploitation_sector",
    "language": "language",
    "indicator": "indicator",
}

# The same on every machine and every Python: change it with the seed or the story alone.
SPREAD = {
    ("NL", "BE"): 149,
    ("BE", "NL"): 152,
    ("BE", "LU"): 39,
    ("LU", "BE"): 35,
    ("NL", "LU"): 23,
    ("LU", "NL"): 26,
}


def quietly(line: str) -> None:
    """Progress that nobody reads."""


def fingerprint() -> str:
    """All of the year that figures are made of, without ids of this database."""
    year = Referral.objects.using("owner").filter(sent_at__lt=END_OF_YEAR)
    rows = [
        list(year.order_by("reference").values_list("reference", "sent_at", "closed_at", *LISTS)),
        list(
            Request.objects.using("owner")
            .filter(referral__in=year)
            .order_by("referral__reference", "position")
            .values_list("organisation__slug", "state", "answered_at", "decline_reason")
        ),
        list(
            CodedValue.objects.using("owner")
            .filter(referral__in=year)
            .order_by("referral__reference", "kind", "code")
            .values_list("kind", "code")
        ),
    ]
    return hashlib.sha256(json.dumps(rows, default=str).encode()).hexdigest()


class LoadedTests(TestCase):
    databases = {"owner", "default"}  # the terms of the registers are read as any page reads them
    seconds: ClassVar[float]
    told: ClassVar[list[str]]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.told = []
        began = time.monotonic()
        load(using="owner", tell=cls.told.append, now=NOW)
        cls.seconds = time.monotonic() - began

    def test_it_is_quick_and_tells_how_far_it_is(self) -> None:
        assert self.seconds < 20
        assert len(self.told) == 4

    def test_the_year_has_ended(self) -> None:
        year = Referral.objects.using("owner").filter(sent_at__lt=END_OF_YEAR)
        assert year.count() == NUMBER >= 400
        assert set(year.values_list("state", flat=True)) == {State.CLOSED, State.WITHDRAWN}
        times = year.order_by("sent_at").values_list("sent_at", flat=True)
        assert times.first() == FIRST
        assert times.last() == LAST
        requests = Request.objects.using("owner").filter(referral__in=year)
        assert not requests.filter(state__in=UNSETTLED_REQUEST).exists()
        assert not requests.filter(escalated_at__isnull=False).exists()
        latest = Event.objects.using("owner").filter(referral__in=year).order_by("-at").first()
        assert latest is not None
        assert latest.at < datetime(2018, 9, 1, tzinfo=UTC)

    def test_the_year_is_spread_as_always(self) -> None:
        year = Referral.objects.using("owner").filter(sent_at__lt=END_OF_YEAR)
        pairs = Counter(year.values_list("sender_country", "destination_country"))
        assert pairs == SPREAD
        months = Counter(year.values_list(TruncMonth("sent_at"), flat=True))
        assert len(months) == 13
        assert min(months.values()) >= 5
        forms = CodedValue.objects.using("owner").filter(kind="exploitation_form")
        assert len(set(forms.values_list("code", flat=True))) >= 8

    def test_bodies_that_came_later_play_no_part_in_it(self) -> None:
        year = Party.objects.using("owner").filter(referral__sent_at__lt=END_OF_YEAR)
        slugs = set(year.values_list("organisation__slug", flat=True))
        assert {"savteh", "coteh", "payoke", "comensha"} <= slugs
        assert not slugs & {"infotraite", "stophumantrafficking-be", "nl-arbeidsinspectie"}

    def test_a_second_loading_changes_nothing(self) -> None:
        before = [model.objects.using("owner").count() for model in CASE_TABLES]
        lines = AuditEntry.objects.using("owner").count()
        load(using="owner", tell=quietly, now=NOW + timedelta(days=3))
        assert [model.objects.using("owner").count() for model in CASE_TABLES] == before
        assert AuditEntry.objects.using("owner").count() == lines

    def test_people_come_and_go_at_payoke(self) -> None:
        members = Membership.objects.using("owner").filter(organisation__slug="payoke")
        review = MemberReview.objects.using("owner").get(finished_at=None)
        assert to_confirm(review, using="owner").count() == 3
        assert members.filter(active=False, closed_account=True, ended_at__lt=NOW).count() == 1
        invitation = Invitation.objects.using("owner").get(accepted_at=None, withdrawn_at=None)
        assert invitation.expires_at > NOW
        assert not User.objects.using("owner").filter(email=invitation.email).exists()

    def test_every_log_follows_the_transition_tables(self) -> None:
        referrals = Referral.objects.using("owner").prefetch_related("events", "requests")
        for referral in referrals.order_by("pk"):
            events = list(referral.events.all())
            state, requests = replayed(events)
            assert state == referral.state
            for request in referral.requests.all():
                assert requests.get(request.pk, request.state) == request.state
            times = [event.at for event in events]
            assert times == sorted(times)
            assert referral.version == (events[-1].sequence if events else referral.version)

    def test_lists_show_what_stands(self) -> None:
        parties = Party.objects.using("owner").select_related("referral", "request")
        for party in parties.order_by("pk"):
            if party.side == Side.SENDER:
                assert party.state == party.referral.state
            else:
                assert party.request is not None
                shown = {party.request.state}
                if party.request.state == RequestState.CHOSEN:
                    shown = {party.referral.state}
                assert party.state in shown
            assert party.urgency == party.referral.urgency
        senders = parties.filter(side=Side.SENDER)
        assert senders.count() == Referral.objects.using("owner").count()

    def test_every_code_is_in_its_list(self) -> None:
        known: dict[str, set[str]] = {}
        for list_code, code in Code.objects.using("owner").values_list("list_id", "code"):
            known.setdefault(list_code, set()).add(code)
        for field, list_code in LISTS.items():
            used = set(Referral.objects.using("owner").values_list(field, flat=True)) - {""}
            assert used
            assert used <= known[list_code]
        for kind, list_code in KINDS.items():
            values = CodedValue.objects.using("owner").filter(kind=kind)
            used = set(values.values_list("code", flat=True))
            assert used
            assert used <= known[list_code]
        wanted = Referral.objects.using("owner").filter(destination_country__isnull=False)
        for region, country in wanted.values_list("region", "destination_country").distinct():
            assert region[:2] == country
        reasons = Request.objects.using("owner").exclude(decline_reason="")
        assert set(reasons.values_list("decline_reason", flat=True)) <= known["decline_reason"]

    def test_an_identity_is_open_to_chosen_and_named_alone(self) -> None:
        named = ConsentRecipient.objects.using("owner").values_list("consent", "organisation")
        chosen = Request.objects.using("owner").filter(state=RequestState.CHOSEN)
        disclosures = Disclosure.objects.using("owner")
        opened = disclosures.values_list("consent", "organisation")
        assert set(opened) <= set(named.order_by())
        still_open = disclosures.filter(ended_at__isnull=True)
        assert set(still_open.values_list("referral", "organisation")) <= set(
            chosen.order_by().values_list("referral", "organisation")
        )
        withheld = Referral.objects.using("owner").filter(legal_basis__in=["anonymous", "refused"])
        assert withheld.exists()
        assert not withheld.filter(Q(identity__isnull=False) | Q(consents__isnull=False)).exists()

    def test_nobody_in_it_exists(self) -> None:
        keys = {row.pk: row for row in DataKey.objects.using("owner").order_by("pk")}
        assert len(keys) == Referral.objects.using("owner").count()
        for identity in Identity.objects.using("owner").order_by("pk"):
            key = keys[identity.pk]
            wrapped = WrappedKey(bytes(key.wrapped), key.kek_version)
            vault = Vault(identity.pk, unwrap(wrapped, str(identity.pk)))
            rows = IdentityField.objects.using("owner").filter(referral=identity.pk)
            texts = {row.field: vault.field_text(row) for row in rows}
            assert texts["given_names"] == "Demo"
            assert texts["family_name"].startswith(("Verzonnen ", "Inventée "))
            assert texts["birth_date"] < "2026"
        numbers = Referral.objects.using("owner").exclude(callback_number="")
        assert not numbers.exclude(callback_number__contains=" 000").exists()
        assert not User.objects.using("owner").exclude(email__endswith=".example").exists()

    def test_live_cases_stand_in_every_state(self) -> None:
        live = Referral.objects.using("owner").filter(created_at__gt=END_OF_YEAR)
        assert live.count() == len(PLOTS) + len(DRAFTS) + 1  # what was split off
        assert set(live.values_list("state", flat=True)) == set(State)
        requests = Request.objects.using("owner").filter(referral__in=live)
        assert set(requests.values_list("state", flat=True)) == set(RequestState)
        assert not live.filter(updated_at__gt=NOW).exists()

    def test_each_demonstration_role_finds_work(self) -> None:
        parties = Party.objects.using("owner").filter(referral__created_at__gt=END_OF_YEAR)
        for slug in ("payoke", "pag-asa", "comensha", "infotraite"):
            own = parties.filter(organisation__slug=slug)
            awaiting = own.filter(state__in=sorted(AWAITING_RECIPIENT))
            assert awaiting.filter(side=Side.RECIPIENT).exists()
            assert awaiting.filter(side=Side.CONTACT_POINT).exists()
            for state in (State.DRAFT, State.SENT, State.AGREED):
                assert own.filter(side=Side.SENDER, state=state).exists(), (slug, state)
            identities = Disclosure.objects.using("owner").filter(
                organisation__slug=slug, ended_at__isnull=True, opened_at__gt=END_OF_YEAR
            )
            assert identities.exists(), slug

    def test_every_part_of_a_case_page_has_something_to_show(self) -> None:
        for model in (
            AttachmentContent, DutyShift, Handover, InternalNote, Message, PhoneCall, Rating,
            RatingGap, SavedFilter, SenderFile, Sight,
        ):  # fmt: skip
            assert model.objects.using("owner").exists(), model
        live = Referral.objects.using("owner").filter(created_at__gt=END_OF_YEAR)
        assert live.exclude(split_from=None).exists()
        assert live.exclude(risk_reason=None).exists()
        assert live.filter(residence_start__lte=NOW).exists()
        minors = live.exclude(guardian_kind="")
        assert minors.filter(identity_fields__field="guardian_name").exists()
        held = Retention.objects.using("owner").filter(referral__in=live).exclude(hold_reason="")
        assert [term.ground for term in held] == [Ground.CLOSED]

    def test_two_live_referrals_concern_the_same_person(self) -> None:
        live = IdentityIndex.objects.using("owner").filter(referral__state__in=sorted(LIVE))
        twice = live.values("digest").annotate(times=Count("pk")).filter(times__gt=1)
        assert [row["times"] for row in twice] == [2]

    def test_a_file_is_what_it_says(self) -> None:
        assert checked(small_pdf()) == ("pdf", small_pdf())

    def test_what_is_overdue_was_escalated(self) -> None:
        overdue = Request.objects.using("owner").filter(
            state__in=sorted(AWAITING_RECIPIENT), due_at__lt=NOW
        )
        assert overdue.count() >= 3
        assert not overdue.filter(escalated_at__isnull=True).exists()
        assert overdue.filter(secretariat_told_at__isnull=False).exists()
        escalated = overdue.annotate(told=Count("events", filter=Q(events__move=Move.ESCALATE)))
        assert set(escalated.values_list("told", flat=True)) == {1}

    def test_the_guide_has_readers_and_nothing_of_2017_is_in_words(self) -> None:
        old = Feedback.objects.using("owner").filter(day__lt=END_OF_YEAR.date())
        assert old.count() > 20
        assert not old.exclude(missing="").exists()
        assert Feedback.objects.using("owner").filter(settled_on=None).exclude(missing="").exists()
        for counts in (PageUse, Download, Copies):
            assert counts.objects.using("owner").filter(day__year=2017).exists()

    def test_few_mails_await_a_new_portal(self) -> None:
        notices = Notice.objects.using("owner")
        assert 0 < notices.count() <= 25
        references = set(notices.values_list("reference", flat=True))
        year = Referral.objects.using("owner").filter(sent_at__lt=END_OF_YEAR)
        assert not year.filter(reference__in=references).exists()

    def test_the_audit_trail_holds_one_line_and_is_whole(self) -> None:
        connections["owner"].check_constraints()
        line = AuditEntry.objects.using("owner").get(action="demonstration_loaded")
        assert json.loads(line.detail)["history"] == str(NUMBER)
        assert list(faults(using="owner")) == []


class ReproducibleTests(TestCase):
    databases = {"owner", "default"}  # the terms of the registers are read as any page reads them

    def test_the_year_is_the_same_whenever_it_is_loaded(self) -> None:
        found = []
        for now in (NOW, NOW + timedelta(days=400, hours=5)):
            with transaction.atomic(using="owner"):
                load(using="owner", tell=quietly, now=now)
                found.append(fingerprint())
                transaction.set_rollback(True, using="owner")
        assert found[0] == found[1]

    def test_an_interrupted_loading_leaves_nothing(self) -> None:
        def stop(line: str) -> None:
            if "live" in line:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            load(using="owner", tell=stop, now=NOW)
        assert not User.objects.using("owner").exists()
        assert not any(model.objects.using("owner").exists() for model in CASE_TABLES)
