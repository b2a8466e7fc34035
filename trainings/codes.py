"""What is coded of needs and trainings. The lives of both are tables of `trainings.life`."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Topic(TextChoices):
    """What a training is about: the subjects of the declaration, and what victims need."""

    SIGNALS = "signals", _("Signals and identification")
    REFERRAL = "referral", _("Referral across the border")
    RECEPTION = "reception", _("Reception and assistance")
    RESIDENCE = "residence", _("Residence and the reflection period")
    MINORS = "minors", _("Minors and guardianship")
    INTERVIEW = "interview", _("Talking with victims")
    LABOUR = "labour", _("Labour exploitation and inspection")
    INVESTIGATION = "investigation", _("Criminal investigation across the border")
    FINANCIAL = "financial", _("Financial investigation")
    MUNICIPAL = "municipal", _("Administrative approach and municipalities")
    ONLINE = "online", _("Recruitment and exploitation online")
    OTHER = "other", _("Another subject")


class Level(TextChoices):
    """For whom it is in depth."""

    BASIC = "basic", _("for beginners")
    ADVANCED = "advanced", _("in depth")
    TRAINERS = "trainers", _("for trainers")


class Format(TextChoices):
    """Where people meet."""

    ON_SITE = "on_site", _("in a room")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("in a room and online")


class Urgency(TextChoices):
    """How soon a need must be met; `WEIGHT` ranks by it."""

    HIGH = "high", _("within half a year")
    MIDDLE = "middle", _("within a year")
    LOW = "low", _("later")


WEIGHT = {Urgency.HIGH: 3, Urgency.MIDDLE: 2, Urgency.LOW: 1}


class Jurisdiction(TextChoices):
    """Whose law a part is about: national laws differ and must not be confused."""

    COMMON = "common", _("all three countries")
    BE = "BE", _("Belgian law")
    NL = "NL", _("Dutch law")
    LU = "LU", _("Luxembourg law")


class DayPart(TextChoices):
    """The half of a day."""

    MORNING = "morning", _("morning")
    AFTERNOON = "afternoon", _("afternoon")
    EVENING = "evening", _("evening")


class Provider(TextChoices):
    """Whose course a reference names."""

    CEPOL = "cepol", "CEPOL"
    NATIONAL = "national", _("national course")


# Hours of a half-day where nobody set others, as (begin, end).
USUAL_HOURS = {
    DayPart.MORNING: ("09:30", "12:30"),
    DayPart.AFTERNOON: ("13:30", "16:30"),
    DayPart.EVENING: ("18:00", "21:00"),
}
