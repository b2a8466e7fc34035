"""An organisation as a vCard for an address book, and as a square that a phone scans.

A card leaves the portal, so it says itself what is not confirmed. It holds what signed-in readers
see; of a secret location there is no address to hold.
"""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from contacts import codes
from contacts.models import ContactPoint, Organisation

if TYPE_CHECKING:
    from vobject.base import Component

# A phone reads more than this badly from a screen.
MOST_IN_A_SQUARE = 600


def vcards(organisation: Organisation) -> str:
    """A file of vCards 3.0 (RFC 2426): the organisation, then each of its contact points.

    Names and functions are in the reader's language.
    """
    cards = [_of_organisation(organisation)]
    cards += [_of_point(organisation, point) for point in organisation.contact_points.all()]
    return "".join(card.serialize() for card in cards)


def square(organisation: Organisation) -> bytes:
    """The organisation's own card as a QR code, an SVG image."""
    # Late: these two libraries would slow every start down.
    import qrcode
    from qrcode.image.svg import SvgPathFillImage

    text = _of_organisation(organisation, short=True).serialize()
    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_M, border=2, image_factory=SvgPathFillImage
    )
    code.add_data(text if len(text) <= MOST_IN_A_SQUARE else f"tel:{organisation.phone}")
    drawn: bytes = code.make_image().to_string()
    return drawn


def _of_organisation(organisation: Organisation, *, short: bool = False) -> "Component":
    card = _card(organisation.name, organisation.name)
    _reached(card, organisation.phone, organisation.email)
    if organisation.website:
        card.add("url").value = organisation.website
    if short:
        return card
    if organisation.address:
        import vobject

        card.add("adr").value = vobject.vcard.Address(street=organisation.address)
    _note(card, organisation.unverified_fields, "")
    return card


def _of_point(organisation: Organisation, point: ContactPoint) -> "Component":
    card = _card(f"{organisation.name} – {point.function}", organisation.name)
    card.add("role").value = point.function
    _reached(card, point.phone, point.email)
    _note(card, point.unverified_fields, point.hours)
    return card


def _card(name: str, organisation: str) -> Any:
    # Late: the library reads its tables of time zones, which a start need not wait for.
    import vobject

    card = vobject.vCard()
    card.add("fn").value = name
    card.add("n").value = vobject.vcard.Name()  # required, and empty: a body is no person
    card.add("org").value = [organisation]
    return card


def _reached(card: Any, phone: str, email: str) -> None:
    if phone:
        line = card.add("tel")
        line.value = phone
        line.type_param = ["WORK", "VOICE"]
    if email:
        line = card.add("email")
        line.value = email
        line.type_param = ["INTERNET", "WORK"]


def _note(card: Any, unverified: list[str], hours: str) -> None:
    told = [hours] if hours else []
    if unverified:
        fields = ", ".join(codes.labels("unverified_field", unverified))
        told.append(_("Not yet confirmed: %(fields)s") % {"fields": fields})
    if told:
        card.add("note").value = ". ".join(told)
