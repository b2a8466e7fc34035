"""What every role gets in the trainings: data protection officers and operators have no part."""

from datetime import date, datetime
from typing import Any

from accounts.models import Role
from contacts.models import Organisation
from trainings.life import RoundState, Seat, State
from trainings.models import Need, Registration, Round, Training

from .learning import ARGUMENTS, OF_LEARNING
from .readers import EVERY_CASE_WORKER, only, program, signed_in

READERS = (*EVERY_CASE_WORKER, Role.SECRETARIAT, Role.MEMBER, Role.EDITOR)
LEADS = (Role.TEAM_LEAD, Role.CONTACT_POINT)
OF_TRAININGS: dict[str, dict[str, int]] = {
    "/nl/trainings/": only(*READERS),
    **OF_LEARNING,
    "/nl/trainings/new/": only(Role.SECRETARIAT),
    "/nl/trainings/save/": only(*READERS),
    "/nl/trainings/needs/<round_id>/save/": only(*READERS),
    "/nl/trainings/<training_id>/participants/": only(Role.SECRETARIAT),
    "/nl/trainings/needs/": only(*READERS),
    "/nl/trainings/needs/new/": only(Role.SECRETARIAT),
    "/nl/trainings/needs/<round_id>/": only(*READERS),
    "/nl/trainings/needs/<round_id>/merge/": signed_in(405),
    "/nl/trainings/needs/<round_id>/state/": only(*LEADS, Role.MEMBER),
    "/nl/trainings/needs/<round_id>/<slug>/": signed_in(405),
    "/nl/trainings/need/<need_id>/": only(*READERS),
    # A need of Payoke.
    "/nl/trainings/need/<need_id>/change/": only(*LEADS),
    "/nl/trainings/need/<need_id>/support/": signed_in(405),
    "/nl/trainings/need/<need_id>/remark/": signed_in(405),
    "/nl/trainings/need/<need_id>/training/": signed_in(405),
    # An open training, and a place that a caseworker of Payoke has in it.
    "/nl/trainings/place/<registration_id>/substitute/": {
        **only(*LEADS),
        Role.SECRETARIAT: 302,
    },
    "/nl/trainings/place/<registration_id>/<slug>/": only(*LEADS, Role.SECRETARIAT),
    "/nl/trainings/<training_id>/": only(*READERS),
    "/nl/trainings/<training_id>/register/": signed_in(405),
    "/nl/trainings/<training_id>/nominate/": only(*LEADS),
    "/nl/trainings/<training_id>/move/<slug>/": only(Role.SECRETARIAT),
    "/nl/trainings/<training_id>/edit/": only(Role.SECRETARIAT, Role.EDITOR),
    "/nl/trainings/<training_id>/edit/<rows>/": only(Role.SECRETARIAT),
}
API = "/api/v1/trainings"
OF_TRAININGS |= {
    API: program(*READERS),
    f"{API}/<training_id>": program(*READERS),
    f"{API}/rounds": program(*READERS),
    f"{API}/rounds/<round_id>/needs": program(*READERS),
    f"{API}/tools": program(*READERS),
    f"{API}/nominations": program(*READERS),  # those that each may see
    f"{API}/nominations/<registration_id>": program(*LEADS),
    f"{API}/nominations/<registration_id>/withdraw": program(*READERS, code=405),
}
ASKED_FOR = {
    "/nl/trainings/needs/<round_id>/<slug>/": "close",
    "/nl/trainings/place/<registration_id>/<slug>/": "withdraw",
    "/nl/trainings/<training_id>/move/<slug>/": "cancel",
}


def of_trainings(payoke: Organisation, now: datetime) -> dict[str, Any]:
    """The arguments of their addresses: a round, a need, a training and a place."""
    found = Round.objects.create(
        title_nl="Ronde", title_fr="Tour", state=RoundState.OPEN, closes_on=date(2027, 1, 1)
    )
    need = Need.objects.create(
        round=found,
        organisation=payoke,
        country_id="BE",
        kind=payoke.kind,
        topic="signals",
        subject="Signalen",
        language="nl",
        people=5,
        level="basic",
        urgency="high",
        format="on_site",
        stated_at=now,
    )
    training = Training.objects.create(
        number=1,
        state=State.OPEN,
        title_nl="Signalen",
        topic="signals",
        first_day=date(2027, 1, 1),
        last_day=date(2027, 1, 1),
        places=2,
        placed=1,
        created_at=now,
        changed_at=now,
    )
    place = Registration.objects.create(
        training=training,
        organisation=payoke,
        country_id="BE",
        name="Iemand",
        email="iemand@payoke.test",
        language="nl",
        seat=Seat.PLACED,
        line=1,
        registered_at=now,
        placed_at=now,
    )
    return {
        "round_id": found.pk,
        "need_id": need.pk,
        "training_id": training.pk,
        "registration_id": place.pk,
        "rows": "days",
        **ARGUMENTS,
    }
