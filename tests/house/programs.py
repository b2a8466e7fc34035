"""What every role gets from the machine interface: the part of the table that programs ask for."""

from referrals.api.moves import CALLS

from .readers import CASE, EVERY_CASE_WORKER, RECIPIENT, everybody, program, signed_in

# A program's moves only take what is posted.
MOVES = (
    *(
        f"requests/<request_id>/{call.at}" if call.on_request else call.at
        for call in CALLS
        if call.at not in ("consent", "handover-plan")  # these are read too
    ),
    "split",
    "person",
    "situation",
    "exploitation",
)
OF_PROGRAMS: dict[str, dict[str, int]] = {
    "/api/v1/": everybody(404),
    "/api/v1/openapi.json": everybody(),
    "/api/v1/contacts": signed_in(anonymous=401),
    "/api/v1/contacts/<public_id>": signed_in(anonymous=401),
    "/api/v1/referrals": program(*EVERY_CASE_WORKER),
    "/api/v1/referrals/<referral_id>": program(*CASE, RECIPIENT),
    "/api/v1/referrals/<referral_id>/identity": program(*CASE),
    "/api/v1/referrals/<referral_id>/files": program(*CASE, RECIPIENT),
    "/api/v1/referrals/<referral_id>/files/<attachment_id>": program(*CASE, RECIPIENT),
    "/api/v1/referrals/<referral_id>/consent": program(*CASE),
    "/api/v1/referrals/<referral_id>/handover-plan": program(),  # there is none
    "/api/v1/referrals/<referral_id>/notes": program(*CASE, RECIPIENT),
    "/api/v1/referrals/<referral_id>/requests/<request_id>/messages": program(*CASE, RECIPIENT),
    "/api/v1/code-lists": signed_in(anonymous=401),
    "/api/v1/code-lists/<code>": signed_in(anonymous=401),
    **{
        f"/api/v1/referrals/<referral_id>/{move}": program(*EVERY_CASE_WORKER, code=405)
        for move in MOVES
    },
}
