"""The daily witness of the audit trail."""

import logging

from celery import shared_task
from django.conf import settings
from django.core.mail import mail_admins
from django.utils import timezone

from .actor import system_transaction
from .chain import append_witness, faults, read_head, read_witness_file

logger = logging.getLogger(__name__)


@shared_task
def witness_audit_trail() -> None:
    """Verify the chain, then write its head outside the database; a fault alarms the operators."""
    path = settings.AUDIT_WITNESS_FILE
    with system_transaction():
        found = list(faults(using="system", witnessed=read_witness_file(path)))
        head = read_head(using="system")
    if found:
        lines = "\n".join(f"entry {fault.sequence}: {fault.what}" for fault in found[:50])
        logger.critical("The audit trail is not whole: %d faults", len(found))
        mail_admins("The audit trail is not whole", f"{len(found)} faults.\n\n{lines}\n")
        return
    append_witness(path, head, timezone.now().isoformat())
