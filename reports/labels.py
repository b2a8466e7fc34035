"""What runs and steps are called on pages and on the command line."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LANGUAGE_NAMES = {"nl": gettext_lazy("Dutch"), "fr": gettext_lazy("French")}

STEPS: dict[str, Promise] = {
    "gather": gettext_lazy("Count the figures"),
    "freeze": gettext_lazy("Freeze the figures"),
    "suppress": gettext_lazy("Withhold small counts"),
    "charts": gettext_lazy("Draw the charts"),
    "text": gettext_lazy("Write the text"),
    "notify": gettext_lazy("Tell the secretariat"),
}
ERRORS: dict[str, Promise] = {
    "time": gettext_lazy("It took too long."),
    "database": gettext_lazy("The database did not answer."),
    "lost": gettext_lazy("The worker was lost at this step several times."),
    "figures": gettext_lazy("The frozen figures have been changed since they were frozen."),
    "disclosure": gettext_lazy(
        "These figures cannot be shown beside those of an earlier report without giving people "
        "away. Choose a period that differs more from the earlier one."
    ),
    "rendering": gettext_lazy("The file could not be made."),
    "other": gettext_lazy("An unexpected error occurred; the log of the worker has the details."),
}


def step_label(name: str) -> str:
    """The step in the reader's language."""
    if name in STEPS:
        return str(STEPS[name])
    _render, language, file_format = name.split("_")
    return _("Make the file: %(language)s, %(format)s") % {
        "language": LANGUAGE_NAMES[language],
        "format": file_format.upper(),
    }


def error_label(code: str) -> str:
    """What went wrong in a step, in the reader's language."""
    return str(ERRORS.get(code, ERRORS["other"]))
