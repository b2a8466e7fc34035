"""Where an organisation's program is told what happens."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from protection.addresses import NotAllowed, target_of

LONGEST = 300


class WebhookForm(forms.Form):
    """An address of the open internet."""

    address = forms.CharField(
        label=gettext_lazy("Address"),
        help_text=gettext_lazy(
            "An address of the program that begins with https://. Put nothing in it that says who "
            "somebody is."
        ),
        max_length=LONGEST,
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"])
        try:
            target_of(address)
        except NotAllowed:
            message = _(
                "Write a whole address on the open internet, https://…, without a name or password "
                "in it. The portal sends nothing into a closed network."
            )
            raise forms.ValidationError(message) from None
        return address
