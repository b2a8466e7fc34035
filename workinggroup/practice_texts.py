"""Which texts of practices, signals, the inquiry, programme and tasks exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from workinggroup.models.declaration import DeclarationTask
from workinggroup.models.inquiry import CountryPosition, InquiryQuestion, Synthesis
from workinggroup.models.practices import Practice
from workinggroup.models.recommendations import ProgrammeItem, TopicEntry, TopicPage
from workinggroup.models.signals import Signal


@register(Practice)
class PracticeTranslation(TranslationOptions):
    fields = ("title", "body", "conditions")


@register(Signal)
class SignalTranslation(TranslationOptions):
    fields = ("title", "text")


@register(InquiryQuestion)
class InquiryQuestionTranslation(TranslationOptions):
    fields = ("text", "explanation")


@register(CountryPosition)
class CountryPositionTranslation(TranslationOptions):
    fields = ("reasons",)


@register(Synthesis)
class SynthesisTranslation(TranslationOptions):
    fields = ("text", "result")


@register(ProgrammeItem)
class ProgrammeItemTranslation(TranslationOptions):
    fields = ("title", "text", "line")


@register(TopicPage)
class TopicPageTranslation(TranslationOptions):
    fields = ("summary",)


@register(TopicEntry)
class TopicEntryTranslation(TranslationOptions):
    fields = ("title", "text")


@register(DeclarationTask)
class DeclarationTaskTranslation(TranslationOptions):
    fields = ("title", "text", "line")
