"""What every role gets in the trainings: data protection officers and operators have no part."""

from accounts.models import Role

from .readers import EVERY_CASE_WORKER, only

READERS = (*EVERY_CASE_WORKER, Role.SECRETARIAT, Role.MEMBER, Role.EDITOR)
OF_TRAININGS: dict[str, dict[str, int]] = {
    "/nl/trainings/": only(*READERS),
}
