"""The time zone of a training is that of the country where it is held."""

from zoneinfo import ZoneInfo

ZONES = {"BE": "Europe/Brussels", "NL": "Europe/Amsterdam", "LU": "Europe/Luxembourg"}
ONLINE = ZONES["BE"]  # where the secretariat is


def zone_of(country: str | None) -> ZoneInfo:
    """Of a country; of the secretariat for an online training or a country beyond the three."""
    return ZoneInfo(ZONES.get(country or "", ONLINE))
