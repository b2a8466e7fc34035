"""The identifiers that HSDS asks of everything.

What has none of its own gets one that follows from its place: the same at every reading, and
saying nothing. That of a service at its location can be led back to the service.
"""

from functools import lru_cache
from uuid import NAMESPACE_URL, UUID, uuid5

_SPACE = uuid5(NAMESPACE_URL, "https://www.benelux.int/thb-portal/hsds")
# Leaves the bits alone that say which version of UUID it is.
_PLACE = uuid5(_SPACE, "service_at_location").int & ~(0xF << 76) & ~(0x3 << 62)


@lru_cache(maxsize=8192)
def identifier(*place: str) -> str:
    """A version 5 UUID for what stands at this place, such as ("term", "need", "legal")."""
    return str(uuid5(_SPACE, "/".join(place)))


def place_id(service_id: UUID) -> str:
    """The identifier of a service at its location: each service has one."""
    return str(UUID(int=service_id.int ^ _PLACE))


def service_of_place(place: UUID) -> UUID:
    """The identifier of the service that `place_id` was made of."""
    return UUID(int=place.int ^ _PLACE)
