"""What every role gets from the ways into the directory."""

from .exchange import OF_EXCHANGE
from .readers import signed_in

OF_DIRECTORY: dict[str, dict[str, int]] = {
    "/nl/contacts/suggestions/": signed_in(),
    "/nl/contacts/map/": signed_in(),
    "/nl/contacts/tonight/": signed_in(),
    **OF_EXCHANGE,
}
