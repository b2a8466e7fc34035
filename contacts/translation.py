"""Which texts of the directory exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from contacts.models import (
    Code,
    CodeList,
    ContactPoint,
    Country,
    CountryNotice,
    CountryRule,
    Network,
    Organisation,
    Partnership,
    Service,
)
from contacts.standard_questions import QuestionChoice, QuestionVersion


@register(Country)
class CountryTranslation(TranslationOptions):
    fields = ("name",)


@register(CodeList)
class CodeListTranslation(TranslationOptions):
    fields = ("title",)


@register(Code)
class CodeTranslation(TranslationOptions):
    fields = ("name",)


@register(CountryRule)
class CountryRuleTranslation(TranslationOptions):
    fields = ("document", "note")


@register(CountryNotice)
class CountryNoticeTranslation(TranslationOptions):
    fields = ("text",)


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ("name", "roles", "notes", "sort_key")


@register(ContactPoint)
class ContactPointTranslation(TranslationOptions):
    fields = ("function", "hours")


@register(Service)
class ServiceTranslation(TranslationOptions):
    fields = ("name", "conditions")


@register(Network)
class NetworkTranslation(TranslationOptions):
    fields = ("name", "description")


@register(Partnership)
class PartnershipTranslation(TranslationOptions):
    fields = ("purpose",)


@register(QuestionVersion)
class QuestionVersionTranslation(TranslationOptions):
    fields = ("text",)


@register(QuestionChoice)
class QuestionChoiceTranslation(TranslationOptions):
    fields = ("name",)
