"""What every role gets of what happens in and after a training."""

from typing import Any
from uuid import uuid4

from accounts.models import Role

from .readers import EVERY_CASE_WORKER, everybody, only, signed_in

TAKE_PART = (*EVERY_CASE_WORKER, Role.SECRETARIAT, Role.MEMBER, Role.EDITOR)
_OF = "/nl/trainings/<training_id>"
# Of an open training; no certificate, half-day or tool stands at these addresses.
OF_LEARNING: dict[str, dict[str, int]] = {
    "/calendar/trainings/<token>.ics": everybody(404),
    "/nl/trainings/calendar/": only(*TAKE_PART),
    "/nl/trainings/calendar/address/": only(*TAKE_PART),
    "/nl/trainings/certificate/": everybody(),
    "/nl/trainings/certificates/": only(*TAKE_PART),
    "/nl/trainings/certificates/<certificate_id>/file/": signed_in(404),
    "/nl/trainings/evaluation/": everybody(404),
    "/nl/trainings/evaluation/<token>/": everybody(302),
    f"{_OF}/calendar.ics": only(*TAKE_PART),
    f"{_OF}/attendance/": only(Role.SECRETARIAT),
    f"{_OF}/attendance/<half_day_id>/": signed_in(404),
    f"{_OF}/certificates/": only(Role.SECRETARIAT),
    f"{_OF}/certificates/revoke/": signed_in(405),
    f"{_OF}/certificates/<certificate_id>/revoke/": signed_in(404),
    f"{_OF}/evaluation/": signed_in(404),
    f"{_OF}/evaluation/results/": only(Role.SECRETARIAT, Role.MEMBER),
    f"{_OF}/tools/add/": only(Role.SECRETARIAT),
    "/nl/trainings/tools/": only(*TAKE_PART),
    "/nl/trainings/tools/add/": only(Role.SECRETARIAT),
    "/nl/trainings/tools/<material_id>/": signed_in(404),
    "/nl/trainings/tools/<material_id>/<number>/": signed_in(404),
    "/nl/trainings/tools/<material_id>/change/": signed_in(404),
    "/nl/trainings/tools/<material_id>/version/": signed_in(405),
    "/nl/trainings/tools/<material_id>/withdraw/": signed_in(405),
}
ARGUMENTS: dict[str, Any] = {
    "certificate_id": uuid4(),
    "half_day_id": 1,
    "material_id": uuid4(),
}
