"""Step 3: what is needed, and by whom (stage 1; the note is encrypted)."""

from django.utils.translation import gettext_lazy

from referrals.models import CodedValue

from .coded_step import CodedStep
from .fields import CountField, long_text, text_language, tick_codes


class SituationForm(CodedStep):
    slug = "situation"
    title = gettext_lazy("What is needed")
    plain_fields = ("children", "companions")
    coded_fields = {
        "needs": CodedValue.Kind.NEED,
        "care_needs": CodedValue.Kind.CARE_NEED,
        "accessibility_needs": CodedValue.Kind.ACCESS_NEED,
    }
    text = "note"
    needs = tick_codes(
        "need",
        gettext_lazy("What does the person need?"),
        help_text=gettext_lazy("Tick everything that is asked of the recipient."),
    )
    children = CountField(
        label=gettext_lazy("Children who come along"),
        help_text=gettext_lazy("Their number. Who they are comes with the identity."),
    )
    companions = CountField(label=gettext_lazy("Other companions"))
    care_needs = tick_codes("care_need", gettext_lazy("Pregnancy or care needs"), required=False)
    accessibility_needs = tick_codes(
        "accessibility_need", gettext_lazy("Accessibility needs"), required=False
    )
    note = long_text(
        gettext_lazy("Note"),
        rows=5,
        max_length=4000,
        help_text=gettext_lazy(
            "Everyone who is asked can read this note. Write no names, addresses, phone numbers or "
            "anything else by which the person can be recognised. It is stored encrypted and is "
            "not translated."
        ),
    )
    note_language = text_language(gettext_lazy("Language of the note"))

    may_withhold = ("children", "companions", "care_needs", "accessibility_needs")
