"""A notice in its reader's words."""

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from .models import Notice


def path_of(notice: Notice) -> str:
    """The page it is about, in the language that is active."""
    return reverse(notice.path_name, args=notice.path_args)


def _context(notice: Notice) -> dict[str, str]:
    url = settings.PORTAL_BASE_URL + path_of(notice)
    return {"reference": notice.reference, "url": url}


def sentence(notice: Notice) -> str:
    """What happened, in the language that is active: the first paragraph of its mail."""
    text = render_to_string(f"notices/{notice.kind}.txt", _context(notice))
    return " ".join(text.strip().partition("\n\n")[0].split())


def mail_of(notice: Notice) -> EmailMessage:
    """The mail of a notice. Its Message-ID is the notice's own, so a repeated one is known."""
    with override(notice.language):
        context = _context(notice)
        subject = render_to_string(f"notices/{notice.kind}.subject.txt", context)
        body = render_to_string(f"notices/{notice.kind}.txt", context).strip() + "\n"
        domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
        return EmailMessage(
            subject=" ".join(subject.split()),
            body=body,
            to=[notice.email],
            headers={
                "Message-ID": f"<{notice.pk}@{domain}>",
                "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office replies
                "Content-Language": notice.language,
            },
        )
