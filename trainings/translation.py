"""Which texts of the trainings exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from trainings.models import Material, ProgrammePart, Round, Trainer, Training


@register(Training)
class TrainingTranslation(TranslationOptions):
    fields = ("title", "aims", "accessibility", "costs", "cancel_reason")


@register(ProgrammePart)
class ProgrammePartTranslation(TranslationOptions):
    fields = ("title", "text")


@register(Trainer)
class TrainerTranslation(TranslationOptions):
    fields = ("function",)


@register(Round)
class RoundTranslation(TranslationOptions):
    fields = ("title", "introduction")


@register(Material)
class MaterialTranslation(TranslationOptions):
    fields = ("title", "about")
