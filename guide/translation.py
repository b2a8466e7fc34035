"""Which texts of the guide exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from guide.models import Fact, Section, Version
from guide.terms import Term


@register(Version)
class VersionTranslation(TranslationOptions):
    fields = ("title", "summary")


@register(Section)
class SectionTranslation(TranslationOptions):
    fields = ("title", "body")


@register(Fact)
class FactTranslation(TranslationOptions):
    fields = ("text",)


@register(Term)
class TermTranslation(TranslationOptions):
    fields = ("name", "forms", "definition")
