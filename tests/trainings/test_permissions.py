"""Who may do what: one table, held against every `can_*` for every role at every state."""

import inspect
from itertools import product
from typing import Any
from uuid import uuid4

import pytest

from accounts.models import Role
from protection.actor import Actor
from trainings import permissions
from trainings.life import RoundState, Seat, State, Step
from trainings.models import Certificate, Need, Registration, Round, Training

ROLES = {
    "part": "caseworker team_lead contact_point secretariat member editor",
    "attend": "caseworker team_lead contact_point member",
    "leads": "team_lead contact_point",
    "needing": "team_lead contact_point member",
    "office": "secretariat",
    "texts": "secretariat editor",
    "results": "secretariat member",
}
# permission | who | states of the training ("-": none needed)
OF_A_TRAINING = """
see_trainings     | part    | -
write_trainings   | office  | -
edit_training     | office  | draft open full closed
edit_texts        | texts   | draft open full closed
see_participants  | office  | -
keep_attendance   | office  | -
make_certificates | office  | -
read_evaluations  | results | -
keep_materials    | office  | -
run_rounds        | office  | -
take_part         | attend  | open full
nominate          | leads   | open full
"""
# permission | who | states of the round
OF_A_ROUND = """
see_round         | part    | open closed
see_round         | texts   | draft
state_need        | needing | open
comment           | part    | open
"""
# step | who, as where they stand to the registration | its seats
STEPS = """
nominate   | own_lead own_contact_point                            | proposed
approve    | own_contact_point country_contact_point               | asked
decline    | own_lead own_contact_point                            | proposed
decline    | own_contact_point country_contact_point               | asked
withdraw   | self own_lead own_contact_point country_contact_point office | proposed asked waiting placed
substitute | own_lead own_contact_point                            | placed
"""  # noqa: E501 - a table
LIVE = ("open", "full", "closed")
SELF, OWN, ELSEWHERE = 7, 70, 71
STANDPOINTS = {
    "self": Actor(SELF, OWN, Role.CASEWORKER, "BE"),
    "colleague": Actor(8, OWN, Role.CASEWORKER, "BE"),
    "own_lead": Actor(8, OWN, Role.TEAM_LEAD, "BE"),
    "own_contact_point": Actor(8, OWN, Role.CONTACT_POINT, "BE"),
    "country_contact_point": Actor(9, ELSEWHERE, Role.CONTACT_POINT, "BE"),
    "other_contact_point": Actor(9, ELSEWHERE, Role.CONTACT_POINT, "NL"),
    "other_lead": Actor(9, ELSEWHERE, Role.TEAM_LEAD, "BE"),
    "office": Actor(9, ELSEWHERE, Role.SECRETARIAT, ""),
    "member": Actor(9, OWN, Role.MEMBER, "BE"),
    "editor": Actor(9, OWN, Role.EDITOR, "BE"),
    "dpo": Actor(9, OWN, Role.DPO, "BE"),
    "operator": Actor(9, OWN, Role.OPERATOR, "BE"),
}


def table(text: str) -> list[tuple[str, list[str], list[str]]]:
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [(name, who.split(), states.split()) for name, who, states in rows]


def actor(role: str) -> Actor:
    return Actor(SELF, OWN, role, "BE")


def allowed(name: str, *given: Any) -> bool:
    return bool(getattr(permissions, f"can_{name}")(*given))


def test_every_role_at_every_state_of_a_training() -> None:
    rows = table(OF_A_TRAINING)
    for name in {name for name, _who, _states in rows}:
        wanted = {
            (role, state)
            for row, (who,), states in rows
            if row == name
            for role, state in product(ROLES[who].split(), State if states == ["-"] else states)
        }
        needs_one = len(inspect.signature(getattr(permissions, f"can_{name}")).parameters) > 1
        for role, state in product(Role.values, State.values):
            given = (actor(role), Training(state=state)) if needs_one else (actor(role),)
            assert allowed(name, *given) == ((role, state) in wanted), (name, role, state)
        assert not allowed(name, None, *([Training(state=State.OPEN)] if needs_one else []))


def test_every_role_at_every_state_of_a_round() -> None:
    rows = table(OF_A_ROUND)
    for name in {name for name, _who, _states in rows}:
        wanted = {
            place
            for row, (who,), states in rows
            if row == name
            for place in product(ROLES[who].split(), states)
        }
        for role, state in product(Role.values, RoundState.values):
            found = allowed(name, actor(role), Round(state=state))
            assert found == ((role, state) in wanted), (name, role, state)
        assert not allowed(name, None, Round(state=RoundState.OPEN))


def test_every_step_with_a_place_from_every_standpoint() -> None:
    rows = table(STEPS)
    for step in Step:
        wanted = {
            (where, seat, state)
            for name, who, seats in rows
            if name == step
            for where, seat, state in product(who, seats, LIVE)
        }
        for where, seat, state in product(STANDPOINTS, Seat.values, State.values):
            if step not in permissions.TAKEN_BY:
                continue  # follows from what is free: nobody's to take
            place = registration(seat, state)
            found = permissions.can_step(STANDPOINTS[where], place, step)
            assert found == ((where, seat, state) in wanted), (step, where, seat, state)
    assert not permissions.can_step(None, registration("placed", "open"), Step.WITHDRAW)


def registration(seat: str, state: str, country: str | None = "BE") -> Registration:
    """Of somebody of the organisation OWN."""
    training = Training(state=state)
    return Registration(
        training=training, user_id=SELF, organisation_id=OWN, country_id=country, seat=seat
    )


def test_who_reads_a_registration() -> None:
    place = registration(Seat.PLACED, State.OPEN)
    readers = {
        where for where, one in STANDPOINTS.items() if permissions.can_see_registration(one, place)
    }
    assert readers == {"self", "own_lead", "own_contact_point", "country_contact_point", "office"}
    assert not permissions.can_see_registration(None, place)


def test_the_secretariat_approves_for_a_benelux_body() -> None:
    place = registration(Seat.ASKED, State.OPEN, country=None)
    approving = {
        where
        for where, one in STANDPOINTS.items()
        if permissions.can_step(one, place, Step.APPROVE)
    }
    assert approving == {"office"}


@pytest.mark.parametrize(("account", "own"), [(SELF, {"self"}), (None, {"own_lead"})])
def test_who_fetches_a_certificate(account: int | None, own: set[str]) -> None:
    place = registration(Seat.PLACED, State.HELD)
    place.user_id, place.nominated_by = account, 1000
    paper = Certificate(registration=place, user_id=account)
    fetching = {
        where for where, one in STANDPOINTS.items() if permissions.can_fetch_certificate(one, paper)
    }
    assert fetching == own | {"office"}
    assert not permissions.can_fetch_certificate(None, paper)


def test_who_put_a_colleague_forward_fetches_the_certificate() -> None:
    place = registration(Seat.PLACED, State.HELD)
    place.user_id, place.nominated_by = None, 8
    paper = Certificate(registration=place, user_id=None)
    assert permissions.can_fetch_certificate(STANDPOINTS["own_contact_point"], paper)


def test_a_need_is_changed_by_its_organisation_until_it_is_merged() -> None:
    found = Round(state=RoundState.OPEN)
    need = Need(round=found, organisation_id=OWN)
    changing = {
        where for where, one in STANDPOINTS.items() if permissions.can_change_need(one, need)
    }
    assert changing == {"own_lead", "own_contact_point", "member"}
    need.merged_into_id = uuid4()
    assert not permissions.can_change_need(STANDPOINTS["own_lead"], need)


def test_the_link_is_read_by_who_has_a_place_and_the_secretariat() -> None:
    for seat, (where, one) in product([*Seat, None], STANDPOINTS.items()):
        found = permissions.can_read_link(one, seat)
        assert found == (where == "office" or seat == Seat.PLACED), (seat, where)
    assert not permissions.can_read_link(None, Seat.PLACED)


def test_no_permission_is_left_out() -> None:
    tabled = {name for name, _who, _states in table(OF_A_TRAINING) + table(OF_A_ROUND)}
    told = tabled | {"step", "see_registration", "fetch_certificate", "change_need", "read_link"}
    known = {name.removeprefix("can_") for name in vars(permissions) if name.startswith("can_")}
    assert known == told
