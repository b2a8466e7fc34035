"""Which texts of the working group exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from workinggroup import practice_texts  # noqa: F401 - registers theirs
from workinggroup.models import Body


@register(Body)
class BodyTranslation(TranslationOptions):
    fields = ("name", "task")
