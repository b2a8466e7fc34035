"""Which texts of the working group exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from workinggroup import practice_texts  # noqa: F401 - registers theirs
from workinggroup.models import ActionPoint, AgendaItem, Body, Decision, Meeting


@register(Body)
class BodyTranslation(TranslationOptions):
    fields = ("name", "task")


@register(Meeting)
class MeetingTranslation(TranslationOptions):
    fields = ("title", "when_words", "says")


@register(AgendaItem)
class AgendaItemTranslation(TranslationOptions):
    fields = ("title",)


@register(Decision)
class DecisionTranslation(TranslationOptions):
    fields = ("text",)


@register(ActionPoint)
class ActionPointTranslation(TranslationOptions):
    fields = ("text",)
