"""What the lines of the audit trail say, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from referrals.codes import Move
from referrals.labels import EVENT_TITLES

MOVE = "referral_"
ACTIONS: dict[str, Promise] = {
    "access_denied": _("Access refused"),
    "referral_viewed": _("Referral opened"),
    "identity_viewed": _("Identity read"),
    "identity_not_shown": _("Identity asked for in vain"),
    "identity_written": _("Identity written"),
    "identity_erased": _("Identity erased from a draft"),
    "consent_viewed": _("Consent read"),
    "files_viewed": _("List of files opened"),
    "file_opened": _("File opened"),
    "file_not_shown": _("File asked for in vain"),
    "note_viewed": _("Note read"),
    "note_written": _("Note written"),
    "handover_viewed": _("Plan of the handover read"),
    "own_reference_viewed": _("Own reference read"),
    "name_searched": _("Searched by name"),
    "call_logged": _("Call recorded"),
    "hold_set": _("Hold set"),
    "hold_lifted": _("Hold lifted"),
    "erasure_proposed": _("Erasure proposed"),
    "erasure_confirmed": _("Erasure confirmed"),
    "erasure_taken_back": _("Erasure taken back"),
    "referral_erased": _("Referral erased"),
    "duplicate_found": _("Possible duplicate found"),
    "duplicates_viewed": _("Possible duplicates opened"),
    "duplicate_settled": _("Possible duplicate settled"),
    "export_requested": _("Export asked for"),
    "export_made": _("Export made"),
    "export_downloaded": _("Export fetched"),
    "terms_viewed": _("List of terms opened"),
    "audit_viewed": _("Audit trail opened"),
    "audit_exported": _("Audit trail exported"),
    "person_request_received": _("Request of a person written down"),
    "person_request_viewed": _("Request of a person opened"),
    "person_request_identity_checked": _("Identity of the person checked"),
    "person_request_extended": _("Term of a request extended"),
    "person_request_decided": _("Request of a person decided"),
    "person_request_answered": _("Request of a person answered"),
    "person_request_linked": _("Request of a person linked to a referral"),
    "person_request_forgotten": _("Texts of a settled request erased"),
    "person_data_exported": _("Everything held on a person exported"),
    "breach_recorded": _("Data breach written down"),
    "breach_viewed": _("Data breach opened"),
    "breach_changed": _("Data breach changed"),
    "breach_closed": _("Data breach closed"),
    "breach_opened_again": _("Data breach opened again"),
    "breaches_exported": _("Register of breaches exported"),
    "draft_created": _("Draft begun"),
    "draft_deleted": _("Draft deleted"),
    "draft_expired": _("Draft expired"),
}
SUBJECTS: dict[str, Promise] = {
    "referral": _("referral"),
    "attachment": _("file"),
    "export": _("export"),
    "retention": _("terms"),
    "person_request": _("request of a person"),
    "breach": _("data breach"),
    "audit": _("audit trail"),
}
_MOVES = frozenset(Move)


def action_label(action: str) -> str:
    """An action in the reader's language; its own name for one of the system's."""
    if label := ACTIONS.get(action):
        return str(label)
    move = action.removeprefix(MOVE)
    if action.startswith(MOVE) and move in _MOVES:
        return str(EVENT_TITLES.get(Move(move), action))
    return action.replace("_", " ")


def subject_label(subject: str) -> str:
    """What a line is about, in the reader's language."""
    return str(SUBJECTS.get(subject, subject.replace("_", " ")))
