"""Invented meetings of the ad-hoc group and the working group: three of 2017, which are history,
one held last week whose minutes are with the countries, and one to come."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.models import Role
from workinggroup.codes import Answer, MeetingState, MinutesState, Reply, Result
from workinggroup.meetings.archive import index
from workinggroup.models import (
    ActionPoint,
    AgendaItem,
    Body,
    Decision,
    Invitation,
    Meeting,
    Minutes,
    MinutesVersion,
    Procedure,
    Vote,
)
from workinggroup.sealing import seal_of

from .cast import Cast

SECRETARIAT = "benelux"
JUSTICE = ("ministerie-jenv", "icm-interdepartementale-cel", "ministere-justice-lu")
CENTRES = ("comensha", "payoke", "infotraite")
Words = tuple[str, str]

# Body, day, place, title, subjects with the kinds they concern, organisations with people present,
# decision, action point with its owner.
HISTORY: tuple[
    tuple[str, date, str, Words, list[tuple[Words, list[str]]], dict[str, int], Words, Words, str],
    ...,
] = (
    (
        "ad-hoc",
        date(2017, 3, 21),
        "Brussel",
        ("Contactpunten en de weg van een doorverwijzing", "Points de contact et orientation"),
        [
            (
                ("Een contactpunt in elk land", "Un point de contact dans chaque pays"),
                ["ministry", "specialised_centre", "coordination_centre"],
            ),
            (
                ("Wat de politie aan de andere kant nodig heeft", "Ce dont la police a besoin"),
                ["police"],
            ),
        ],
        {
            **dict.fromkeys(JUSTICE, 2),
            **dict.fromkeys(CENTRES, 2),
            "politie-avim": 1,
            "federale-politie-mensenhandel": 1,
        },
        (
            "Elk land wijst een contactpunt aan en maakt het bekend.",
            "Chaque pays désigne un point de contact et le fait connaître.",
        ),
        ("De lijst van contactpunten rondsturen", "Diffuser la liste des points de contact"),
        "comensha",
    ),
    (
        "ad-hoc",
        date(2017, 9, 26),
        "Luxembourg",
        ("Minderjarigen en de rol van gemeenten", "Les mineurs et le rôle des communes"),
        [
            (
                ("Opvang en voogdij van minderjarigen", "Accueil et tutelle des mineurs"),
                ["guardianship", "minors_centre", "ministry"],
            ),
            (
                ("Wat gemeenten kunnen zien en doen", "Ce que les communes peuvent voir et faire"),
                ["municipality"],
            ),
        ],
        {
            **dict.fromkeys(JUSTICE, 1),
            "nidos": 1,
            "dienst-voogdij": 1,
            "stad-antwerpen": 2,
            "ville-de-luxembourg": 1,
        },
        (
            "De goede praktijken van gemeenten komen in het voortgangsrapport.",
            "Les bonnes pratiques des communes figurent dans le rapport d’avancement.",
        ),
        (
            "Twee praktijken van gemeenten uitschrijven",
            "Décrire deux pratiques de communes",
        ),
        "stad-antwerpen",
    ),
    (
        "working-group",
        date(2017, 12, 12),
        "Brussel",
        ("Ontwerp van het voortgangsrapport", "Projet de rapport d’avancement"),
        [
            (
                ("Bespreking van het ontwerp", "Discussion du projet"),
                ["ministry"],
            ),
        ],
        dict.fromkeys(JUSTICE, 2),
        (
            "Het voortgangsrapport wordt schriftelijk vastgesteld.",
            "Le rapport d’avancement est adopté par procédure écrite.",
        ),
        ("Het rapport aan de landen voorleggen", "Soumettre le rapport aux pays"),
        "benelux",
    ),
)
LIVE = (
    ("Doorverwijzing in dringende gevallen", "Orientation dans les cas urgents"),
    [
        (
            ("Wie ’s nachts te bereiken is", "Qui peut être joint la nuit"),
            ["ministry", "specialised_centre", "coordination_centre", "police"],
        ),
    ],
)
NEXT = (
    ("Financieel onderzoek over de grens", "L’enquête financière au-delà des frontières"),
    [
        (
            (
                "Het financiële onderzoek in de drie landen",
                "L’enquête financière dans les trois pays",
            ),
            ["public_prosecutor", "police", "ministry"],
        ),
        (
            ("Signalen bij inspecties", "Signaux lors des inspections"),
            ["labour_inspectorate", "social_inspectorate"],
        ),
    ],
)


class Writer:
    """Writes what a meeting has, with times of its own."""

    def __init__(self, cast: Cast, *, using: str) -> None:
        self.cast, self.using = cast, using
        self.clerk = cast.person(SECRETARIAT, Role.SECRETARIAT).user

    def meeting(
        self,
        body: str,
        at: datetime,
        place: str,
        title: Words,
        subjects: list[tuple[Words, list[str]]],
        state: MeetingState,
    ) -> Meeting:
        """The meeting with its agenda."""
        meeting = Meeting(
            body_id=body,
            state=state,
            starts_at=at,
            ends_at=at + timedelta(hours=3),
            place=place,
            revision=1,
            changed_at=at - timedelta(days=30),
        )
        meeting.title_nl, meeting.title_fr = title  # type: ignore[attr-defined]
        meeting.save(using=self.using)
        for order, (words, kinds) in enumerate(subjects, start=1):
            item = AgendaItem(meeting=meeting, order=order, kinds=kinds)
            item.title_nl, item.title_fr = words  # type: ignore[attr-defined]
            item.save(using=self.using)
        index(meeting, using=self.using)
        return meeting

    def invite(self, meeting: Meeting, slug: str, reply: str, present: int | None) -> None:
        """One organisation, with its answer and how many people came."""
        organisation = self.cast.organisation(slug)
        invited = meeting.starts_at - timedelta(days=30)
        Invitation(
            meeting=meeting,
            organisation=organisation,
            country_id=organisation.country_id,
            kind=organisation.kind,
            invited_at=invited,
            reply=reply,
            replied_at=invited + timedelta(days=3) if reply else None,
            replied_by=self.cast.person(slug, Role.MEMBER).user if reply else None,
            present=present,
        ).save(using=self.using)

    def follow(self, meeting: Meeting, decision: Words, action: Words, owner: str) -> ActionPoint:
        """A decision and an action point, due a month later."""
        decided = Decision(meeting=meeting, number=1)
        decided.text_nl, decided.text_fr = decision  # type: ignore[attr-defined]
        decided.save(using=self.using)
        point = ActionPoint(
            meeting=meeting,
            owner=self.cast.organisation(owner),
            due=meeting.starts_at.date() + timedelta(days=30),
        )
        point.text_nl, point.text_fr = action  # type: ignore[attr-defined]
        return point

    def minutes(self, meeting: Meeting, text: Words) -> Minutes:
        """A first version of the minutes, two days later."""
        at = meeting.starts_at + timedelta(days=2)
        minutes = Minutes(
            meeting=meeting, revision=1, text_nl=text[0], text_fr=text[1], written_at=at
        )
        minutes.save(using=self.using)
        MinutesVersion(
            minutes=minutes,
            revision=1,
            text_nl=text[0],
            text_fr=text[1],
            written_by=self.clerk,
            written_at=at,
        ).save(using=self.using)
        return minutes

    def procedure(
        self, minutes: Minutes, number: int, opened: datetime, answered: int
    ) -> Procedure:
        """The minutes are put to the countries, of which the first `answered` approve."""
        meeting = minutes.meeting
        body = Body.objects.using(self.using).get(pk=meeting.body_id)
        procedure = Procedure(
            number=number,
            body=body,
            subject=f"minutes:{meeting.pk}",
            question_nl=f"Keurt u de notulen van vergadering {meeting.reference} goed?",
            question_fr=f"Approuvez-vous le compte rendu de la réunion {meeting.reference} ?",
            question_en=f"Do you approve the minutes of meeting {meeting.reference}?",
            countries=["BE", "LU", "NL"],
            silence=body.silence,
            due=(opened + timedelta(days=21)).date(),
            opened_at=opened,
            opened_by=self.clerk,
        )
        procedure.save(using=self.using, force_insert=True)
        votes = []
        for place, slug in enumerate(JUSTICE[:answered], start=1):
            member = self.cast.person(slug, Role.MEMBER)
            vote = Vote(
                procedure=procedure,
                country_id=member.country,
                organisation=member.organisation,
                answer=Answer.APPROVE,
                language=member.user.language,
                voted_at=opened + timedelta(days=3 * place),
                voted_by=member.user,
            )
            vote.save(using=self.using)
            votes.append(vote)
        minutes.procedure, minutes.state = procedure, MinutesState.ASKED
        if answered == len(procedure.countries):
            procedure.result, procedure.closed_at = Result.ADOPTED, votes[-1].voted_at
            procedure.seal = seal_of(procedure, votes)
            procedure.save(using=self.using)
            minutes.state, minutes.approved_at = MinutesState.APPROVED, procedure.closed_at
        minutes.save(using=self.using)
        index(meeting, using=self.using)
        return procedure


def load(cast: Cast, now: datetime, *, using: str) -> int:
    """Write all of it; how many meetings."""
    writer, zone = Writer(cast, using=using), timezone.get_default_timezone()
    for number, told in enumerate(HISTORY, start=1):
        body, day, place, title, subjects, people, decision, action, owner = told
        at = datetime.combine(day, time(10), tzinfo=zone)
        meeting = writer.meeting(body, at, place, title, subjects, MeetingState.HELD)
        for slug, present in people.items():
            writer.invite(meeting, slug, Reply.ACCEPTED, present)
        point = writer.follow(meeting, decision, action, owner)
        point.done_on = point.due - timedelta(days=4)
        point.save(using=using)
        minutes = writer.minutes(meeting, _minutes(subjects, decision))
        writer.procedure(minutes, number, at + timedelta(days=5), len(JUSTICE))
    _last_week(writer, now)
    _to_come(writer, now)
    return len(HISTORY) + 2


def _last_week(writer: Writer, now: datetime) -> None:
    title, subjects = LIVE
    at = _at_ten(now - timedelta(days=7))
    meeting = writer.meeting("ad-hoc", at, "Den Haag", title, subjects, MeetingState.HELD)
    for slug in (*JUSTICE, *CENTRES):
        writer.invite(meeting, slug, Reply.ACCEPTED, 1)
    decision = (
        "Elk contactpunt noemt wie ’s nachts te bereiken is.",
        "Chaque point de contact indique qui peut être joint la nuit.",
    )
    action = (
        "De nachtnummers in de adresgids nakijken",
        "Vérifier les numéros de nuit dans l’annuaire",
    )
    writer.follow(meeting, decision, action, "payoke").save(using=writer.using)
    minutes = writer.minutes(meeting, _minutes(subjects, decision))
    writer.procedure(minutes, len(HISTORY) + 1, now - timedelta(days=4), 1)


def _to_come(writer: Writer, now: datetime) -> None:
    title, subjects = NEXT
    at = _at_ten(now + timedelta(days=23))
    meeting = writer.meeting("ad-hoc", at, "Brussel", title, subjects, MeetingState.INVITED)
    for slug in JUSTICE:
        writer.invite(meeting, slug, Reply.ACCEPTED if slug == JUSTICE[0] else "", None)
    for slug in ("openbaar-ministerie", "federaal-parket", "parquets-lu", "payoke"):
        writer.invite(meeting, slug, "", None)


def _at_ten(day: datetime) -> datetime:
    return timezone.localtime(day).replace(hour=10, minute=0, second=0, microsecond=0)


def _minutes(subjects: list[tuple[Words, list[str]]], decision: Words) -> Words:
    """A few sentences on each subject, in both languages."""
    heard = (
        "De drie landen vertelden hoe het bij hen gaat.",
        "Les trois pays ont exposé leur pratique.",
    )
    parts: list[list[str]] = [[], []]
    for place in range(2):
        for number, (words, _kinds) in enumerate(subjects, start=1):
            parts[place].append(f"{number}. {words[place]}\n{heard[place]}")
        parts[place].append(decision[place])
    return "\n\n".join(parts[0]), "\n\n".join(parts[1])
