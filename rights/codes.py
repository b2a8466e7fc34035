"""The words of the two registers, with the articles of the GDPR (EU 2016/679) they come from."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What a person may ask."""

    ACCESS = "access", _("Access: know what is held (art. 15)")
    RECTIFICATION = "rectification", _("Correction (art. 16)")
    ERASURE = "erasure", _("Erasure (art. 17)")
    RESTRICTION = "restriction", _("Restriction of the use (art. 18)")


class State(TextChoices):
    RECEIVED = "received", _("Received")
    CHECKED = "checked", _("Identity checked")
    DECIDED = "decided", _("Decided")
    ANSWERED = "answered", _("Answered")


class Channel(TextChoices):
    IN_PERSON = "in_person", _("In person")
    PHONE = "phone", _("By phone")
    MAIL = "mail", _("By mail or message")
    LETTER = "letter", _("By letter")
    REPRESENTATIVE = "representative", _("Through a lawyer, guardian or other representative")


class IdentityCheck(TextChoices):
    """Art. 12(6): no more is asked than is needed to be sure."""

    KNOWN = "known", _("A caseworker knows the person")
    DOCUMENT = "document", _("A document was shown (nothing of it is kept)")
    SAFE_CONTACT = "safe_contact", _("Called back over the safe contact in the file")
    MANDATE = "mandate", _("The representative showed a mandate")


class Extension(TextChoices):
    """Art. 12(3): the only two reasons."""

    COMPLEX = "complex", _("The request is complex")
    NUMBER = "number", _("The person made several requests")


class Decision(TextChoices):
    GRANTED = "granted", _("Granted")
    PARTLY = "partly", _("Granted in part")
    REFUSED = "refused", _("Refused")


class Refusal(TextChoices):
    IDENTITY = "identity", _("The identity could not be established (art. 12(2))")
    EXCESSIVE = "excessive", _("Manifestly unfounded or excessive (art. 12(5))")
    OTHERS = "others", _("The rights and freedoms of others (art. 15(4))")
    LEGAL_DUTY = "legal_duty", _("A legal obligation or public task (art. 17(3)(b))")
    CLAIMS = "claims", _("Needed for a legal claim (art. 17(3)(e))")
    NOT_MET = "not_met", _("The conditions of the article are not met (art. 16 to 18)")
    NATIONAL_LAW = "national_law", _("A restriction in national law (art. 23)")
    NOT_HELD = "not_held", _("Nothing is held on this person")


class BreachKind(TextChoices):
    CONFIDENTIALITY = "confidentiality", _("Somebody could see what they should not")
    INTEGRITY = "integrity", _("Something was changed wrongly")
    AVAILABILITY = "availability", _("Something was lost or could not be reached")


class DataCategory(TextChoices):
    IDENTITY = "identity", _("Identity or contact data")
    WHEREABOUTS = "whereabouts", _("Where the person is")
    HEALTH = "health", _("Health")
    EXPLOITATION = "exploitation", _("The exploitation, or criminal proceedings")
    RESIDENCE = "residence", _("Residence and documents")
    CHILDREN = "children", _("Data of children")
    STAFF = "staff", _("Data of people who work with the portal")


class Risk(TextChoices):
    """What decides whether the authority (art. 33) and the persons (art. 34) are told."""

    UNLIKELY = "unlikely", _("Unlikely: the authority need not be told")
    RISK = "risk", _("A risk: the authority is told")
    HIGH = "high", _("A high risk: the persons are told too")


class NotInformed(TextChoices):
    """Art. 34(3): when persons at high risk need not be told one by one."""

    UNREADABLE = "unreadable", _("The data were encrypted and cannot be read")
    AVERTED = "averted", _("The high risk was taken away afterwards")
    EFFORT = "effort", _("Told by a public notice: reaching each would take too much")


# To whom a breach is notified: their names as they call themselves.
AUTHORITIES: dict[str, tuple[tuple[str, str], ...]] = {
    "NL": (("nl", "Autoriteit Persoonsgegevens"),),
    "BE": (
        ("nl", "Gegevensbeschermingsautoriteit"),
        ("fr", "Autorité de protection des données"),
    ),
    "LU": (("fr", "Commission nationale pour la protection des données (CNPD)"),),
}
STATE_KINDS = {
    State.RECEIVED: "warn",
    State.CHECKED: "info",
    State.DECIDED: "info",
    State.ANSWERED: "quiet",
}
STEPS: dict[str, Promise] = {
    "check": _("Record how the identity was checked"),
    "extend": _("Extend the term"),
    "decide": _("Decide"),
    "answer": _("Record the answer"),
    "link": _("Link a referral"),
}
