"""Reads a log move by move by the tables of moves."""

from collections.abc import Iterable
from uuid import UUID

from referrals.codes import REFERRAL_MOVES, REOPEN_TO, REQUEST_MOVES, Move, State
from referrals.models import Event


def replayed(events: Iterable[Event]) -> tuple[str, dict[UUID, str]]:
    """The state of the referral and of each request after these events, checked one by one."""
    state, accepted_from = str(State.DRAFT), ""
    requests: dict[UUID, str] = {}
    for event in events:
        move = Move(event.move)
        if event.request_id is not None and event.to_state:
            before = requests.get(event.request_id, event.from_state)
            transition = REQUEST_MOVES[move]
            assert event.from_state == before
            assert before in transition.sources
            assert event.to_state == transition.target
            requests[event.request_id] = event.to_state
            if move == Move.ACCEPT:
                assert state in REFERRAL_MOVES[move].sources
                accepted_from, state = state, str(State.ANSWERED)
        elif event.request_id is None:
            transition = REFERRAL_MOVES[move]
            assert state in transition.sources
            if move == Move.REOPEN:
                assert event.to_state in REOPEN_TO.values()
            else:
                assert event.to_state == (transition.target or "")
            if event.to_state:
                assert event.from_state in {state, accepted_from}
                state = event.to_state
    return state, requests
