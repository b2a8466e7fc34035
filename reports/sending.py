"""An adopted version goes to the Committee of Ministers: by mail through the relay, or by hand."""

import datetime as dt
import hashlib
import logging
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.message import make_msgid
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Role
from notifications.tasks import MOST_ATTEMPTS, delay_after, what_failed
from protection.actor import acting_as
from protection.audit import record
from protection.files.accepting import accepted
from reports.figures import LANGUAGES
from reports.life import MoveCode, VersionState
from reports.models import Dispatch, DispatchState, ReportVersion
from reports.rendering import CONTENT_TYPES
from reports.versions import MoveRefused, locked, move

logger = logging.getLogger(__name__)


def queue_mail(version_id: UUID, *, address: str, user_id: int, now: dt.datetime) -> Dispatch:
    """Put the mail with the files of an adopted version into the outbox of the relay.

    MoveRefused unless the version is adopted, its files are final and no mail of it waits.
    """
    with transaction.atomic():
        version = _ready(version_id)
        dispatch = Dispatch.objects.create(
            version=version,
            address=address,
            # Given before it goes out: a mail that is sent once more, because a worker died
            # between the server's yes and its own commit, is known as the same.
            message_id=make_msgid(domain="benelux-thb-portal"),
            files=_hashes(version),
            next_attempt_at=now,
            queued_by_id=user_id,
            queued_at=now,
        )
        record("report_mail_queued", subject="report", subject_id=str(version.report_id))
    return dispatch


def record_by_hand(
    version_id: UUID,
    *,
    sent_on: dt.date,
    data: bytes,
    user_id: int,
    now: dt.datetime,
) -> Dispatch:
    """The version was sent outside the portal; `data` is the file that proves it.

    MoveRefused as for a mail; protection.files.checks.FileRefused for a file that is not accepted.
    """
    kind, kept = accepted(data)
    with transaction.atomic():
        version = _ready(version_id)
        dispatch = Dispatch.objects.create(
            version=version,
            by_hand=True,
            state=DispatchState.SENT,
            files=_hashes(version),
            next_attempt_at=now,
            queued_by_id=user_id,
            queued_at=now,
            sent_at=dt.datetime.combine(sent_on, dt.time(12), now.tzinfo),
            proof=kept,
            proof_name=f"proof.{kind}",
            proof_sha256=hashlib.sha256(kept).hexdigest(),
        )
        move(version_id, MoveCode.SEND, role=Role.SECRETARIAT, user_id=user_id, now=now)
    return dispatch


def record_receipt(
    dispatch_id: UUID, *, received_on: dt.date, receipt: str, now: dt.datetime
) -> None:
    """What the Committee's secretariat answered; it can be corrected later."""
    with transaction.atomic():
        dispatch = Dispatch.objects.select_for_update().get(pk=dispatch_id)
        if dispatch.state != DispatchState.SENT:
            raise MoveRefused(_("This has not been sent yet."))
        dispatch.received_on, dispatch.receipt = received_on, receipt
        dispatch.receipt_recorded_at = now
        dispatch.save(update_fields=["received_on", "receipt", "receipt_recorded_at"])
        report_id = ReportVersion.objects.values_list("report", flat=True).get(
            pk=dispatch.version_id
        )
        record("report_receipt_recorded", subject="report", subject_id=str(report_id))


def _ready(version_id: UUID) -> ReportVersion:
    version = locked(version_id)
    if version.state != VersionState.ADOPTED:
        raise MoveRefused(_("Only an adopted version can be sent."))
    if version.sealed_at is None:
        raise MoveRefused(_("The files of the adopted version are being made."))
    if version.dispatches.filter(state=DispatchState.WAITING).exists():
        raise MoveRefused(_("A mail with this version is waiting to be sent already."))
    return version


def _hashes(version: ReportVersion) -> dict[str, str]:
    """The files that are sent, each with its SHA-256."""
    if version.run is None:
        return {}
    return dict(version.run.files.order_by("name").values_list("name", "sha256"))


def mail_of(dispatch: Dispatch) -> EmailMessage:
    """The mail in Dutch and French, with the files of the version."""
    version = dispatch.version
    if version.run is None:
        raise MoveRefused(_("The files of the adopted version are being made."))
    parts = []
    for language in LANGUAGES:
        with override(language):
            parts.append(
                render_to_string(
                    "reports/mail.txt",
                    {"version": version, "report": version.report, "files": dispatch.files},
                )
            )
    with override(LANGUAGES[0]):
        subject = _("Progress report")
    with override(LANGUAGES[1]):
        subject = f"{subject} – {_('Progress report')} {version.report.period_to.year}"
    message = EmailMessage(
        subject,
        "\n\n".join(parts),
        to=[dispatch.address],
        reply_to=[settings.PORTAL_CONTACT_EMAIL],
        headers={"Message-ID": dispatch.message_id},
    )
    for file in version.run.files.filter(name__in=dispatch.files):
        message.attach(file.name, bytes(file.content), CONTENT_TYPES[file.file_format])
    return message


def relay(*, now: dt.datetime) -> int:
    """Mail what is due; returns how many. Each in a transaction of its own, rows of other relays
    are skipped; the version counts as sent once the mail server has taken the mail."""
    sent = 0
    while _relay_one(now):
        sent += 1
    return sent


def _relay_one(now: dt.datetime) -> bool:
    with acting_as(None):
        dispatch = (
            Dispatch.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("version__report", "version__run")
            .filter(state=DispatchState.WAITING, next_attempt_at__lte=now)
            .order_by("next_attempt_at")
            .first()
        )
        if dispatch is None:
            return False
        dispatch.attempts += 1
        try:
            with get_connection() as connection:
                connection.send_messages([mail_of(dispatch)])
        except Exception as error:
            logger.warning("A report could not be mailed: %s", what_failed(error))
            dispatch.next_attempt_at = now + delay_after(dispatch.attempts)
            if dispatch.attempts >= MOST_ATTEMPTS:
                dispatch.state = DispatchState.FAILED
            dispatch.save()
            return False
        dispatch.state, dispatch.sent_at = DispatchState.SENT, now
        dispatch.save()
        move(
            dispatch.version_id,
            MoveCode.SEND,
            role=Role.SECRETARIAT,  # who asked for it
            user_id=dispatch.queued_by_id,
            now=now,
        )
    return True
