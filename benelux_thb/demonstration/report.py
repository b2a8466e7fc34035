"""A progress report in the middle of its life: a draft with its files, read by the working group.

Its period is the year in which most of the live referrals were sent. The worker takes it a step
further each time, through the services that people use, once the first start is over.
"""

import datetime as dt
from typing import Any

from accounts.actors import actor_of
from accounts.models import Membership, Role
from protection.actor import Actor, acting_as
from reports import editing, planning, versions
from reports.figures import Period
from reports.life import MoveCode, VersionState
from reports.models import ProgressReport, ReportBlock, ReportVersion, RunState
from reports.services import start_run

LIVE = dt.timedelta(days=30)  # the live referrals are of the last weeks

EDITED = "trainings"
ADDED = (
    "De deelnemers vragen om vaker samen te oefenen, over de grens heen.",
    "Les participants demandent à s’exercer plus souvent ensemble, par-delà la frontière.",
)
# Block, country of the member, language, what was said, the answer of the secretariat.
COMMENTS = (
    (
        EDITED,
        "NL",
        "nl",
        "Kunnen we hier vermelden dat de opleidingen in beide talen zijn gegeven?",
        "De tekst is aangevuld.",
    ),
    (
        "summary",
        "LU",
        "fr",
        "Il serait utile de dire d’emblée ce que les petits nombres ne permettent pas de conclure.",
        "",
    ),
)
OUTSIDE: dict[str, Any] = {
    "country": "BE",
    "label_nl": "Slachtoffers die een gespecialiseerd centrum is gaan begeleiden",
    "label_fr": "Victimes dont un centre spécialisé a commencé l’accompagnement",
    "value": 148,
    "source_nl": "Verzonnen cijfer voor deze demonstratie",
    "source_fr": "Chiffre inventé pour cette démonstration",
}


def advance(*, now: dt.datetime) -> None:
    """Start the report; once it is made, edit and discuss it; then offer it newer figures.

    What people did with it meanwhile is left alone.
    """
    year = (now - LIVE).year
    period = Period(dt.date(year, 1, 1), dt.date(year, 12, 31))
    secretary = _person(Role.SECRETARIAT)
    with acting_as(secretary):
        report = ProgressReport.objects.filter(
            period_from=period.first, period_to=period.last, country=""
        ).first()
        if report is None:
            start_run(period, user_id=secretary.user_id, now=now)
            return
        runs = report.runs.only("state", "report")
        if len(runs) != 1 or runs[0].state != RunState.DONE:
            return
        version = report.versions.get()
        if version.state != VersionState.DRAFT or version.text_changed_at is not None:
            return
        _edited(version, secretary, now)
        versions.move(
            version.pk,
            MoveCode.SHARE,
            role=secretary.role,
            user_id=secretary.user_id,
            now=now,
        )
    _discussed(version, secretary, now)
    with acting_as(secretary):
        planning.add_outside(report.pk, user_id=secretary.user_id, now=now, **OUTSIDE)
        start_run(period, user_id=secretary.user_id, now=now, automatic=True)


def _person(role: Role, country: str = "") -> Actor:
    """The first demonstration account with a role, of a country where one is asked for."""
    found = Membership.objects.in_force().filter(role=role).select_related("organisation")
    if country:
        found = found.filter(organisation__country=country)
    return actor_of(found.order_by("user_id")[0])


def _edited(version: ReportVersion, secretary: Actor, now: dt.datetime) -> None:
    block = version.blocks.get(key=EDITED)
    nl, fr = (f"{text}\n\n{more}" for text, more in zip((block.nl, block.fr), ADDED, strict=True))
    editing.save_block(
        block.pk, nl=nl, fr=fr, revision=block.revision, user_id=secretary.user_id, now=now
    )


def _discussed(version: ReportVersion, secretary: Actor, now: dt.datetime) -> None:
    for key, country, language, text, answer in COMMENTS:
        block = ReportBlock.objects.get(version=version, key=key)
        member = _person(Role.MEMBER, country)
        with acting_as(member):
            comment = editing.add_comment(
                block.pk,
                text=text,
                language=language,
                country=country,
                user_id=member.user_id,
                now=now,
            )
        if answer:
            with acting_as(secretary):
                editing.resolve_comment(
                    comment.pk, answer=answer, user_id=secretary.user_id, now=now
                )
