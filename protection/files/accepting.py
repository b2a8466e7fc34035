"""The door for files that are nobody's case: checked, and looked at for viruses, at once.

A referral's files wait for the scanner in the background, since help must not wait for it.
"""

from django.utils.translation import gettext as _

from .checks import FileRefused, checked
from .scanner import ScannerAway, found_in, is_configured


def accepted(data: bytes) -> tuple[str, bytes]:
    """The kind (a key of `checks.CONTENT_TYPES`) and the bytes to keep.

    Raises FileRefused, in the reader's language, also for a virus and while the scanner is away.
    """
    kind, kept = checked(data)
    if is_configured():
        try:
            virus = found_in(kept)
        except ScannerAway:
            raise FileRefused(
                _("The virus scanner does not answer at present. Try again in a few minutes.")
            ) from None
        if virus:
            raise FileRefused(_("This file holds a virus. It was not kept."))
    return kind, kept
