"""Mail that came back marks its address, so that its owner and whoever looks for help see it.

Delivery status notifications (RFC 3464) are handed over whole; only a permanent failure (status
5.x.x) of an address counts. The text of the mail that came back is never kept.
"""

import email
from collections.abc import Iterable
from datetime import datetime
from email.message import Message
from email.policy import default

import pghistory
from django.db import transaction

from contacts.models import ContactPoint, Organisation
from protection.audit import record

# A status message with its original is far below this; what is larger is none.
MOST_BYTES = 5_000_000
MOST_ADDRESSES = 50


def failed_addresses(raw: bytes) -> list[str]:
    """The addresses to which a delivery status message says that mail can never be delivered.

    Empty for any other mail, and for delays and successes.
    """
    if len(raw) > MOST_BYTES:
        return []
    message = email.message_from_bytes(raw, policy=default)
    if message.get_content_type() != "multipart/report":
        return []
    found: dict[str, None] = {}
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            for block in _blocks(part):
                if address := _failed(block):
                    found[address] = None
    return list(found)[:MOST_ADDRESSES]


def mark_bounced(addresses: Iterable[str], *, now: datetime) -> int:
    """Mark these addresses wherever the directory holds them; returns how many rows it did."""
    marked = 0
    with transaction.atomic(), pghistory.context(source="returned mail"):
        for address in addresses:
            points = ContactPoint.objects.filter(email__iexact=address, email_bounced_at=None)
            entries = Organisation.objects.filter(email__iexact=address, email_bounced_at=None)
            for organisation in Organisation.objects.filter(contact_points__in=points).distinct():
                _note(organisation)
            for organisation in entries:
                _note(organisation)
            marked += points.update(email_bounced_at=now) + entries.update(email_bounced_at=now)
    return marked


def _note(organisation: Organisation) -> None:
    record("address_bounced", subject="organisation", subject_id=organisation.slug)


def _blocks(part: Message) -> list[Message]:
    """The groups of fields of a report: one of the message, then one a recipient."""
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _failed(block: Message) -> str:
    action = str(block.get("Action", "")).strip().lower()
    status = str(block.get("Status", "")).strip()
    if action != "failed" or not status.startswith("5."):
        return ""
    # “rfc822; somebody@example.org”: of an alias the original is the address that was written to.
    told = str(block.get("Original-Recipient") or block.get("Final-Recipient") or "")
    _kind, _sign, address = told.partition(";")
    address = address.strip().strip("<>").lower()
    return address if "@" in address and len(address) <= 254 else ""
