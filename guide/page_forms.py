"""The forms of a page's coming and going, and of the bodies that it names."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import get_resolver
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from contacts import codes
from contacts.models import Country, Organisation
from contacts.public import public_contacts
from contacts.validators import clean_text
from guide.models import Kind, Page, Topic
from guide.pages import choices_of_pages

TITLE = 150
MOST_BODIES = 30
# A source text comes from outside, with the portal's own files.
KINDS = (Kind.SITUATION, Kind.TOPIC, Kind.INDICATOR)
MOST_FAULTS = 5

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Page]
else:  # Django's own takes no parameter
    _ModelForm = forms.ModelForm


class PageForm(_ModelForm):
    """What a page is about, where it stands, and what it is called."""

    title_nl = forms.CharField(
        label=gettext_lazy("Title (Dutch)"),
        help_text=gettext_lazy("Of a situation. Other pages are called as their topic or signals."),
        max_length=TITLE,
        required=False,
        validators=[clean_text],
        widget=forms.TextInput(attrs={"lang": "nl"}),
    )
    title_fr = forms.CharField(
        label=gettext_lazy("Title (French)"),
        help_text=gettext_lazy("Of a situation. Other pages are called as their topic or signals."),
        max_length=TITLE,
        required=False,
        validators=[clean_text],
        widget=forms.TextInput(attrs={"lang": "fr"}),
    )

    class Meta:
        model = Page
        fields = ("kind", "country", "topic", "dimension", "slug", "order")
        widgets: ClassVar[dict[str, Any]] = {"kind": forms.RadioSelect}
        labels: ClassVar[dict[str, Any]] = {
            "kind": gettext_lazy("What is the page about?"),
            "slug": gettext_lazy("Address"),
            "order": gettext_lazy("Place in the contents"),
            "dimension": gettext_lazy("Signals of"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "country": gettext_lazy(
                "Needed for a topic. For a situation only when it concerns one country."
            ),
            "topic": gettext_lazy("Of a topic of a country only."),
            "dimension": gettext_lazy("Of a page of signals only."),
            "slug": gettext_lazy(
                "The last part of the page’s address: small letters, digits and hyphens, such as "
                "forced-begging. Once the page has been public it never changes."
            ),
            "order": gettext_lazy("A number. Pages with a smaller number stand before it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        if not self.instance.pk:
            last = Page.objects.order_by("-order").values_list("order", flat=True).first()
            self.initial["order"] = (last or 0) + 1
        choose = ("", _("Choose"))
        # No kind is chosen beforehand: which of the other fields count depends on it.
        self.fields["kind"] = forms.ChoiceField(
            label=self.fields["kind"].label,
            choices=[(one.value, one.label) for one in KINDS],
            widget=forms.RadioSelect,
        )
        countries: Any = self.fields["country"]
        countries.queryset = Country.objects.order_by("order", "code")
        countries.empty_label = _("None")
        for name, offered in (
            ("topic", Topic.choices),
            ("dimension", codes.choices("indicator_dimension")),
        ):
            before = self.fields[name]
            self.fields[name] = forms.ChoiceField(
                label=before.label,
                help_text=before.help_text,
                required=False,
                choices=[choose, *offered],
            )

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug != slug.lower() or "_" in slug or slug.strip("-") != slug:
            raise ValidationError(_("Use small letters, digits and hyphens between them only."))
        if slug in reserved():
            raise ValidationError(_("The portal uses this address itself. Choose another."))
        return slug

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        kind: Any = values.get("kind")
        needed = {Kind.TOPIC: ("country", "topic"), Kind.INDICATOR: ("dimension",)}
        for name in needed.get(kind, ()):
            if not values.get(name):
                self.add_error(name, _("Choose one: a page of this kind needs it."))
        # What a page of this kind has not: typed or not, it is not kept.
        if kind != Kind.TOPIC:
            values["topic"] = ""
        if kind != Kind.INDICATOR:
            values["dimension"] = ""
        if kind == Kind.INDICATOR:
            values["country"] = None
        if kind == Kind.SITUATION and not self.instance.pk:
            for language in ("nl", "fr"):
                if not values.get(f"title_{language}"):
                    self.add_error(f"title_{language}", _("Write what readers see as its title."))
        self._refuse_a_second(values)
        return values

    def _refuse_a_second(self, values: dict[str, Any]) -> None:
        others = Page.objects.exclude(pk=self.instance.pk)
        if values.get("topic") and values.get("country"):
            found = others.filter(topic=values["topic"], country=values["country"]).first()
            if found:
                told = _("This country has a page of this topic already: %(address)s.")
                self.add_error("topic", told % {"address": found.slug})
        if values.get("dimension"):
            found = others.filter(dimension=values["dimension"]).first()
            if found:
                told = _("These signals have a page already: %(address)s.")
                self.add_error("dimension", told % {"address": found.slug})

    def titles(self) -> dict[str, str]:
        """What was written as the title, by language."""
        return {one: self.cleaned_data[f"title_{one}"] for one in ("nl", "fr")}


class RetireForm(forms.Form):
    """Which page takes the place of one that leaves the guide."""

    successor = forms.TypedChoiceField(
        label=gettext_lazy("Which page takes its place?"),
        help_text=gettext_lazy(
            "Who opens the old address is led there. Without one, the old address says that the "
            "page is gone and where the guide begins."
        ),
        required=False,
        coerce=int,
        empty_value=None,
    )

    def __init__(self, page: Page, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        choices = [("", _("None")), *choices_of_pages(without=page)]
        self.fields["successor"].choices = choices  # type: ignore[attr-defined]

    def page(self) -> Page | None:
        """The page that was chosen."""
        return Page.objects.filter(pk=self.cleaned_data["successor"]).first()


def reserved() -> frozenset[str]:
    """Words that are no page's address: the guide's own pages, and those of its editors."""
    words = set()
    for pattern in get_resolver("guide.urls").url_patterns:
        for part in str(pattern.pattern).split("/")[:2]:
            if part and "<" not in part:
                words.add(part.partition(".")[0])
    return frozenset(words)


def bodies_text(slugs: Sequence[str]) -> str:
    """Organisations as an editor types them: their names, one on each line."""
    names = {one.slug: one.name for one in _bodies().filter(slug__in=slugs)}
    return "\n".join(names.get(slug, slug) for slug in slugs)


def read_bodies(text: str) -> tuple[str, ...]:
    """The short names of the organisations on the lines of a text, in its order.

    Raises ValidationError with the line of each that the directory does not have, that has left
    it, or that readers must not see, as shelters.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    typed = [(number, line) for number, line in lines if line]
    if len(typed) > MOST_BODIES:
        raise ValidationError(_("Name %(most)d organisations at most.") % {"most": MOST_BODIES})
    found = [(number, line, _body(line)) for number, line in typed]
    shown = {one.slug for one in public_contacts([slug for *_rest, slug in found if slug])}
    faults = []
    for number, line, slug in found:
        values = {"line": number, "name": line}
        if not slug:
            told = _("Line %(line)d: the directory has no organisation “%(name)s”.")
        elif slug not in shown:
            told = _("Line %(line)d: “%(name)s” is not shown to readers.")
        else:
            continue
        faults.append(ValidationError(told % values))
    if faults:
        raise ValidationError(faults[:MOST_FAULTS])
    return tuple(dict.fromkeys(slug for *_rest, slug in found))


def _body(typed: str) -> str:
    """The short name of the active organisation of this name, or short name; "" for none."""
    language = get_language() or settings.LANGUAGE_CODE
    for code in dict.fromkeys((language, *settings.MODELTRANSLATION_LANGUAGES)):
        slugs = _bodies().filter(**{f"name_{code}__iexact": typed}).values_list("slug", flat=True)
        found = list(slugs[:2])
        if len(found) == 1:
            return str(found[0])
    return str(_bodies().filter(slug=typed).values_list("slug", flat=True).first() or "")


def _bodies() -> Any:
    return Organisation.objects.filter(active=True).defer("search_vector").order_by("slug")
