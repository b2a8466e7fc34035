"""The steps by which a referral is filed, in their order."""

from .base import StepForm
from .consent import ConsentForm
from .exploitation import ExploitationForm
from .identity import IdentityForm
from .person import PersonForm
from .recipients import RecipientsForm
from .request import CreateForm, RequestForm
from .situation import SituationForm

STEPS: dict[str, type[StepForm]] = {
    form.slug: form
    for form in (
        RequestForm,
        PersonForm,
        SituationForm,
        ExploitationForm,
        RecipientsForm,
        IdentityForm,
        ConsentForm,
    )
}

__all__ = ["STEPS", "CreateForm", "RequestForm", "StepForm"]
