"""Who is asked: requests, the parties that may see a referral, and questions."""

import uuid
from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Country, Organisation
from contacts.standard_questions import QuestionVersion
from referrals.codes import AWAITING_RECIPIENT, ChosenAs, RequestState, Side

from .referral import Referral


class Request(models.Model):
    """The request to one recipient: an organisation, or a country's contact point.

    A request to a contact point has no organisation until one of the rota answers it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="requests")
    to_contact_point = models.BooleanField(default=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(_("state"), max_length=20, default=RequestState.QUEUED)
    asked_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(_("indicative answer time"), null=True)
    seen_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer_channel = models.CharField(max_length=8, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decline_reason = models.CharField(_("reason for declining"), max_length=32, blank=True)
    suggested = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("suggestion of another service"),
    )
    place_kind = models.CharField(_("kind of place or help"), max_length=32, blank=True)
    available_from = models.DateField(_("available from"), null=True)
    conditions = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    answer_note = models.BinaryField(null=True)
    answer_note_language = models.CharField(max_length=2, blank=True)
    # Of an answer that came by phone or mail: in which function somebody spoke, and when.
    spoke_as = models.CharField(max_length=32, blank=True)
    spoke_at = models.DateTimeField(null=True)
    chosen_as = models.CharField(_("chosen as"), max_length=16, blank=True)
    passed_on_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="passed_on_from"
    )
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    secretariat_told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=list(RequestState)), name="request_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(to_contact_point=True) | Q(organisation__isnull=False),
                name="request_has_a_recipient",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.CANNOT_HELP) | ~Q(decline_reason=""),
                name="declined_request_has_a_reason",
                violation_error_message=_("A refusal needs a reason from the list."),
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.QUEUED)
                | Q(state=RequestState.RELEASED)
                | Q(asked_at__isnull=False, due_at__isnull=False),
                name="asked_request_has_a_deadline",
            ),
            models.UniqueConstraint(
                fields=("referral", "organisation"),
                condition=Q(to_contact_point=False),
                name="organisation_asked_once",
                violation_error_message=_("This organisation is already a recipient."),
            ),
            # A placing body and a host may both be chosen, but one for each part only.
            models.UniqueConstraint(
                fields=("referral", "chosen_as"),
                condition=Q(state=RequestState.CHOSEN),
                name="one_request_chosen_for_a_part",
            ),
            models.UniqueConstraint(
                fields=("referral", "organisation"),
                condition=Q(state=RequestState.CHOSEN),
                name="organisation_chosen_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.CHOSEN)
                | (Q(chosen_as__in=list(ChosenAs)) & Q(organisation__isnull=False)),
                name="chosen_request_has_a_part",
            ),
        )
        indexes = (
            # What escalation looks for, and no more.
            models.Index(
                fields=("due_at",),
                name="request_awaiting_answer",
                condition=Q(
                    state__in=[
                        RequestState.ASKED,
                        RequestState.SEEN,
                        RequestState.QUESTION_ANSWERED,
                    ],
                    secretariat_told_at__isnull=True,
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.referral_id} {self.position}"

    @property
    def state_code(self) -> RequestState:
        """The state as a member of the enumeration."""
        return RequestState(self.state)

    def is_overdue(self, now: datetime) -> bool:
        """Whether the recipient has let the indicative answer time pass."""
        awaited = self.state in AWAITING_RECIPIENT
        return awaited and self.due_at is not None and self.due_at < now


class Party(models.Model):
    """That an organisation may see a referral, and all that its list shows of it.

    Row security of every case table asks this one, whose own policy needs its own columns only.
    The fields shown in lists are kept true by `services.writing`, the one writer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="parties")
    request = models.ForeignKey(
        Request, on_delete=models.CASCADE, null=True, related_name="parties"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sender_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )
    side = models.CharField(max_length=16)
    ends_at = models.DateTimeField(null=True)

    sort_at = models.DateTimeField()
    reference = models.CharField(max_length=9)
    state = models.CharField(max_length=20)
    urgency = models.CharField(max_length=32, blank=True)
    due_at = models.DateTimeField(null=True)
    sender_country = models.CharField(max_length=2)
    destination_country = models.CharField(max_length=2, blank=True)
    # Looked at for the rows of one organisation only, so it needs no index of its own.
    needs = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ("-sort_at", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(side__in=list(Side)), name="party_side_is_known"),
            models.UniqueConstraint(
                fields=("referral", "organisation", "request"),
                name="one_party_a_request",
                nulls_distinct=False,
            ),
        )
        indexes = (
            models.Index(fields=("organisation", "side", "-sort_at", "-id"), name="party_list"),
            models.Index(
                fields=("organisation", "side", "state", "-sort_at", "-id"),
                name="party_list_by_state",
            ),
            models.Index(fields=("organisation", "reference"), name="party_by_reference"),
            # Triage, overdue, the calendar: what has a deadline, the nearest first.
            models.Index(
                fields=("organisation", "due_at", "id"),
                name="party_by_deadline",
                condition=Q(due_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.side}"


class Question(models.Model):
    """A recipient's question and the sender's answer, encrypted.

    A standard question is asked by its version and answered by a code, a number or a date, so
    that each reads both in their own language. A free one is text with its language. A question
    that was answered without an answer is one that the sender cannot answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="questions")
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="questions")
    asked_by_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    standard = models.ForeignKey(
        QuestionVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    text = models.BinaryField(null=True)
    text_language = models.CharField(max_length=2, blank=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.BinaryField(null=True)
    answer_language = models.CharField(max_length=2, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("asked_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(answer__isnull=True) | Q(answered_at__isnull=False),
                name="answered_question_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(standard__isnull=True) ^ Q(text__isnull=True),
                name="question_is_standard_or_free",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
