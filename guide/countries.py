"""What the guide holds of a further country: its chapters, and its values of the comparison."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.dispatch import receiver
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from contacts.country_editing import Part, country_added, register
from contacts.country_forms import PartForm, in_languages
from contacts.models import Country
from guide.life import State
from guide.models import Fact, Kind, Page, Section, Topic, Version

# The lines of the comparison table that no rule of the portal answers.
FACTS = (
    ("opened_by", _("Who opens it")),
    ("identified_by", _("Who identifies")),
    ("means_required", _("Means of coercion required (adults)")),
    ("next_document", _("Next document")),
)


class FactForm(PartForm):
    """One value of the comparison."""

    translated = needed = ("text",)

    class Meta:
        model = Fact
        fields = ("key", *in_languages("text"), "edition", "to_confirm")
        widgets: ClassVar[dict[str, Any]] = {
            "edition": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("key", FACTS)


def register_facts() -> None:
    """The values of the comparison as a part of a country; called when the app is ready."""
    register(
        Part(
            "comparison",
            _("Values of the comparison"),
            _("What the comparison table says of the country beside its rules."),
            _("Add a value"),
            FactForm,
            lambda code: Fact.objects.filter(country_id=code).order_by("key"),
            lambda row: f"{dict(FACTS).get(row.key, row.key)} – {row.text}",
        )
    )


@receiver(country_added)
def begin_chapters(country: Country, now: datetime, **_kwargs: Any) -> None:
    """A page for each topic of the new country, with a draft that editors go on from.

    Nobody reads it before it has been written, reviewed and published like every other.
    """
    last = Page.objects.order_by("-order").values_list("order", flat=True).first() or 0
    for place, topic in enumerate(Topic, start=1):
        page, created = Page.objects.get_or_create(
            country=country,
            topic=topic,
            kind=Kind.TOPIC,
            defaults={"slug": f"{country.code.lower()}-{topic}", "order": last + place},
        )
        if created:
            _begin(page, topic, now)


def _begin(page: Page, topic: Topic, now: datetime) -> None:
    version = Version(page=page, number=1, state=State.DRAFT, order=page.order, written_at=now)
    section = Section(key="text", order=1, edition=now.date())
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            setattr(version, f"title_{language}", str(topic.label))
            setattr(section, f"title_{language}", str(topic.label))
    version.save()
    section.version = version
    section.save()
