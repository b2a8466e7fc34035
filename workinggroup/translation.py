"""Which texts of the working group exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from workinggroup.models import Body


@register(Body)
class BodyTranslation(TranslationOptions):
    fields = ("name", "task")
