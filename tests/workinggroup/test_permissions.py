"""Who may do what: one table, held against every `can_*` for every role and standing.

A standing is where somebody's organisation sits: with its country's vote, with a seat alone, or
nowhere. Who sees a procedure is a question to the database (`Procedure.objects.visible_to`).
"""

from collections.abc import Callable
from itertools import product

import pytest

from accounts.models import Role
from protection.actor import Actor
from workinggroup import contributing, permissions
from workinggroup.practices.life import State

VOTES, SITS, NEITHER = "votes", "sits", "neither"
STANDINGS = (VOTES, SITS, NEITHER)
ORGANISATION = {VOTES: 1, SITS: 2, NEITHER: 3}
VOTING = {"BE": 1}

PART = "caseworker team_lead contact_point member secretariat editor"
CONTRIBUTE = "team_lead contact_point member secretariat"
ANY = " ".join(STANDINGS)
# permission | roles | standings
TABLE = f"""
see_group               | {PART}                            | {ANY}
run_bodies              | secretariat                       | {ANY}
write_texts             | secretariat editor                | {ANY}
vote                    | member                            | votes
vote_for_another        | -                                 | -
reply                   | member team_lead contact_point    | votes
finish_action           | secretariat                       | {ANY}
finish_action           | member team_lead contact_point    | votes
contribute              | {CONTRIBUTE}                      | {ANY}
review                  | secretariat                       | {ANY}
comment                 | {PART.replace(" editor", "")}     | {ANY}
see_draft_practice      | {CONTRIBUTE}                      | votes
see_published_practice  | {PART}                            | {ANY}
edit_draft_practice     | {CONTRIBUTE}                      | votes
edit_published_practice | secretariat                       | {ANY}
mark_adopted            | member contact_point secretariat  | {ANY}
mark_adopted_at_origin  | -                                 | -
confirm_signal          | {CONTRIBUTE}                      | {ANY}
confirm_own_signal      | -                                 | -
withdraw_signal         | secretariat                       | {ANY}
withdraw_signal         | {CONTRIBUTE}                      | votes
take_position           | member                            | {ANY}
write_programme         | secretariat                       | {ANY}
write_entry             | member secretariat                | {ANY}
read_evidence           | member secretariat                | {ANY}
"""
# The organisation of the invitation, the action point, the practice and the signal is the first.
CHECKS: dict[str, Callable[[Actor | None], bool]] = {
    "see_group": permissions.can_see_group,
    "run_bodies": permissions.can_run_bodies,
    "write_texts": permissions.can_write_texts,
    "vote": lambda actor: permissions.can_vote(actor, VOTING, "BE"),
    "vote_for_another": lambda actor: permissions.can_vote(actor, VOTING | {"NL": 1}, "NL"),
    "reply": lambda actor: permissions.can_reply(actor, 1),
    "finish_action": lambda actor: permissions.can_finish_action(actor, 1),
    "contribute": contributing.can_contribute,
    "review": contributing.can_review,
    "comment": contributing.can_comment,
    "see_draft_practice": lambda actor: contributing.can_see_practice(actor, State.DRAFT, 1),
    "see_published_practice": lambda a: contributing.can_see_practice(a, State.PUBLISHED, 1),
    "edit_draft_practice": lambda actor: contributing.can_edit_practice(actor, State.DRAFT, 1),
    "edit_published_practice": lambda a: contributing.can_edit_practice(a, State.PUBLISHED, 1),
    "mark_adopted": lambda actor: contributing.can_mark_adopted(actor, "BE", "NL"),
    "mark_adopted_at_origin": lambda a: contributing.can_mark_adopted(a, "BE", "BE"),
    "confirm_signal": lambda actor: contributing.can_confirm_signal(actor, "NL"),
    "confirm_own_signal": lambda actor: contributing.can_confirm_signal(actor, "BE"),
    "withdraw_signal": lambda actor: contributing.can_withdraw_signal(actor, 1),
    "take_position": contributing.can_take_position,
    "write_programme": contributing.can_write_programme,
    "write_entry": contributing.can_write_entry,
    "read_evidence": contributing.can_read_evidence,
}


def allowed() -> dict[str, set[tuple[str, str]]]:
    """(role, standing) by permission, as the table says."""
    found: dict[str, set[tuple[str, str]]] = {}
    for line in TABLE.strip().splitlines():
        name, roles, standings = (part.strip() for part in line.split("|"))
        pairs = set(product(roles.split(), standings.split())) if roles != "-" else set()
        found.setdefault(name, set()).update(pairs)
    return found


ALLOWED = allowed()


def test_the_table_speaks_of_every_check_and_every_function_of_the_vocabulary() -> None:
    assert set(ALLOWED) == set(CHECKS)
    functions = {
        name.removeprefix("can_")
        for module in (permissions, contributing)
        for name in vars(module)
        if name.startswith("can_")
    }
    # These two are split by state; reading is seeing the group.
    functions -= {"see_practice", "edit_practice", "read"}
    assert functions <= set(CHECKS)


@pytest.mark.parametrize("name", list(CHECKS))
def test_every_role_at_every_standing_may_what_the_table_says(name: str) -> None:
    check = CHECKS[name]
    for role, standing in product(Role, STANDINGS):
        actor = Actor(user_id=1, organisation_id=ORGANISATION[standing], role=role, country="BE")
        assert check(actor) is ((role, standing) in ALLOWED[name]), (role, standing)
    assert check(None) is False
