"""Who may make which move: one table, held against every `can_*` at every standpoint."""

from itertools import product

import pytest

from accounts.models import Role
from protection.actor import Actor
from referrals import permissions
from referrals.codes import RequestState, Side, State
from referrals.permissions import Standpoint

CASE_WORK = ("caseworker", "team_lead", "contact_point")

# Who, as (role, side, whether the request went to the country's contact point).
SENDER = {(role, "sender", to_country) for role in CASE_WORK for to_country in (True, False)}
RECIPIENT = {(role, "recipient", to_country) for role in CASE_WORK for to_country in (True, False)}
ON_DUTY = {("contact_point", "contact_point", True)}
LOOKING_ON = {("contact_point", "contact_point", False)}  # passed it on, or called in when late
SENDER_LEAD = {place for place in SENDER if place[0] != "caseworker"}
LEADING = {place for place in RECIPIENT if place[0] != "caseworker"} | ON_DUTY | LOOKING_ON
WHO = {
    "leading the other side": LEADING,
    "sender lead": SENDER_LEAD,
    "sender": SENDER,
    "recipient": RECIPIENT,
    "contact point on duty": ON_DUTY,
    "contact point looking on": LOOKING_ON,
}

# permission | who | states of the referral | states of the request ("-": none needed)
TABLE = """
edit_draft       | sender                   | draft                                 | -
send             | sender                   | draft                                 | -
edit_identity    | sender                   | draft sent answered agreed            | -
add_file         | sender                   | draft sent answered agreed handed_over | -
add_file         | recipient                | sent answered | asked seen question_open question_answered can_help
add_file         | recipient                | sent answered agreed handed_over | chosen
add_file         | contact point on duty    | sent answered | asked seen question_open question_answered can_help
correct          | sender                   | sent answered agreed                  | -
copy             | sender                   | closed withdrawn                      | -
ask_others       | sender                   | sent answered                         | -
name_in_consent  | sender                   | sent answered agreed                  | -
narrow_consent   | sender                   | sent answered agreed handed_over closed | -
withdraw_consent | sender                   | sent answered agreed handed_over closed | -
hold             | sender lead | sent answered agreed handed_over closed withdrawn | -
restrict         | sender lead | sent answered agreed handed_over closed withdrawn | -
propose_erasure  | sender                   | answered closed withdrawn             | -
confirm_erasure  | sender lead              | answered closed withdrawn             | -
withdraw         | sender                   | sent answered agreed                  | -
ask_question     | recipient                | sent answered | asked seen question_answered
ask_question     | contact point on duty    | sent answered | asked seen question_answered
answer_question  | sender                   | sent answered | question_open
accept           | recipient                | sent answered | asked seen question_open question_answered
accept           | contact point on duty    | sent answered | asked seen question_open question_answered
accept           | sender                   | sent answered | asked seen question_open question_answered
accept           | contact point looking on | sent answered | asked seen question_open question_answered
decline          | recipient                | sent answered | asked seen question_open question_answered
decline          | contact point on duty    | sent answered | asked seen question_open question_answered
decline          | sender                   | sent answered | asked seen question_open question_answered
decline          | contact point looking on | sent answered | asked seen question_open question_answered
record_answer    | sender                   | sent answered | asked seen question_open question_answered
record_answer    | contact point looking on | sent answered | asked seen question_open question_answered
pass_on          | contact point on duty    | sent answered | asked seen question_open question_answered
pass_on          | contact point looking on | sent answered | asked seen question_open question_answered
choose           | sender                   | answered      | can_help
choose_several   | sender                   | answered                              | -
split            | sender                   | sent answered agreed                  | -
transfer         | sender                   | agreed                                | -
plan_handover    | sender                   | agreed                                | -
plan_handover    | recipient                | agreed        | chosen
hand_over        | sender                   | agreed                                | -
hand_over        | recipient                | agreed        | chosen
confirm_arrival  | recipient                | handed_over   | chosen
close            | sender                   | answered handed_over                  | -
close            | recipient                | handed_over   | chosen
write_message    | sender                   | sent answered agreed handed_over | asked seen question_open question_answered can_help chosen
write_message    | recipient                | sent answered agreed handed_over | asked seen question_open question_answered can_help chosen
write_message    | contact point on duty    | sent answered agreed handed_over | asked seen question_open question_answered can_help chosen
reopen           | sender                   | closed                                | -
reopen           | recipient                | closed        | chosen
rate             | sender                   | closed                                | -
rate             | recipient                | closed        | chosen
open_in_danger   | leading the other side   | sent answered agreed handed_over | asked seen question_open question_answered can_help chosen
open_in_danger   | contact point on duty    | sent answered agreed handed_over | passed_on
open_in_danger   | contact point looking on | sent answered agreed handed_over | passed_on
end_danger       | sender                   | sent answered agreed handed_over closed withdrawn | -
end_danger       | leading the other side   | sent answered agreed handed_over closed withdrawn | -
"""  # noqa: E501 - a table


def allowed() -> set[tuple[str, str, str, bool, str, str]]:
    """(permission, role, side, to the contact point, state, request state) of all that may be."""
    found = set()
    for line in TABLE.strip().splitlines():
        permission, who, states, request_states = (cell.strip() for cell in line.split("|"))
        wanted = ["none", *RequestState] if request_states == "-" else request_states.split()
        for (role, side, to_country), state, request_state in product(
            WHO[who], states.split(), wanted
        ):
            found.add((permission, role, side, to_country, state, str(request_state)))
    return found


ALLOWED = allowed()
PERMISSIONS = sorted({line[0] for line in ALLOWED})


def test_the_table_speaks_of_every_permission_at_a_standpoint() -> None:
    defined = {name.removeprefix("can_") for name in vars(permissions) if name.startswith("can_")}
    of_the_role_alone = {"file", "assign", "print_blank", "write_sheets"}
    assert defined - of_the_role_alone == set(PERMISSIONS)


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_the_permission_is_as_the_table_says(permission: str) -> None:
    can = getattr(permissions, f"can_{permission}")
    wrong = []
    for role, side, to_country, state, request_state in product(
        Role, Side, (True, False), State, (None, *RequestState)
    ):
        at = Standpoint(role, side, state, request_state, to_country)
        key = (
            permission,
            str(role),
            str(side),
            to_country,
            str(state),
            str(request_state or "none"),
        )
        if can(at) != (key in ALLOWED):
            wrong.append(at)
    assert wrong == []


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("country", ["NL", "BE", "LU", ""])
def test_who_may_file(role: Role, country: str) -> None:
    may = role in CASE_WORK and country != ""
    assert permissions.can_file(Actor(1, 1, role, country)) == may
