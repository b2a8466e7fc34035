"""Trainings that were held, with participants and lists, for the tests of what follows."""

from datetime import UTC, date, datetime, time, timedelta

from contacts.models import Organisation
from trainings.codes import DayPart, Topic
from trainings.life import Seat, State
from trainings.models import Attendance, AttendanceList, HalfDay, Registration, Training

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
FIRST_DAY = date(2026, 11, 17)
HOURS = {DayPart.MORNING: (time(9, 30), time(12, 30)), DayPart.AFTERNOON: (time(13, 30), time(17))}


def training(
    number: int = 1, *, state: State = State.HELD, first_day: date = FIRST_DAY
) -> Training:
    """Of one day, a morning and an afternoon."""
    made = Training.objects.create(
        number=number,
        state=state,
        title_nl="Signalen herkennen",
        title_fr="Reconnaître les signaux",
        title_en="Recognising signals",
        aims="Aims",
        topic=Topic.SIGNALS,
        place="Antwerpen",
        first_day=first_day,
        last_day=first_day,
        places=2000,
        created_at=NOW,
        changed_at=NOW,
    )
    for part, (starts, ends) in HOURS.items():
        HalfDay.objects.create(training=made, day=first_day, part=part, starts=starts, ends=ends)
    return made


def people(
    of: Training,
    number: int,
    *,
    organisation: Organisation | None = None,
    seat: Seat = Seat.PLACED,
    **values: object,
) -> list[Registration]:
    """So many participants from Belgium, without accounts unless `user` says otherwise."""
    home = organisation or Organisation.objects.get(slug="payoke")
    begin = of.last_line
    of.last_line = begin + number
    of.save(update_fields=["last_line"])
    known: dict[str, object] = {"language": "nl", "country_id": home.country_id, **values}
    return Registration.objects.bulk_create(
        [
            Registration(
                training=of,
                organisation=home,
                name=f"Deelnemer {line:04}",
                email=f"deelnemer{line}@t{of.number}.example",
                seat=seat,
                line=line,
                registered_at=NOW - timedelta(days=30),
                placed_at=NOW - timedelta(days=30),
                **known,
            )
            for line in range(begin + 1, begin + number + 1)
        ]
    )


def all_there(of: Training, by: int, *, registrations: list[Registration] | None = None) -> None:
    """Take both lists: these registrations (None: everybody with a place) were there."""
    there = registrations
    if there is None:
        there = list(Registration.objects.filter(training=of, seat=Seat.PLACED))
    for half_day in HalfDay.objects.filter(training=of):
        AttendanceList.objects.create(half_day=half_day, taken_at=NOW, taken_by_id=by)
        Attendance.objects.bulk_create(
            [Attendance(half_day=half_day, registration=one) for one in there]
        )
