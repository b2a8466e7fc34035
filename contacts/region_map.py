"""The Benelux as a map of tiles, one for each province and canton, with what the filter finds.

The tiles are the portal's own drawing: all of one size, each roughly where it lies beside the
others. A true map would give the smallest regions, where the cantons are, no room for a finger.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Count
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts import codes, regions, search
from contacts.criteria import Criteria, filtered
from contacts.selectors import Results

# Column and row of each tile, and the letters it has on a narrow screen (those of ISO 3166-2 for
# the Netherlands and Luxembourg).
TILES = {
    "NL12": (3, 0, "FR"),
    "NL11": (4, 0, "GR"),
    "NL32": (2, 1, "NH"),
    "NL23": (3, 1, "FL"),
    "NL13": (4, 1, "DR"),
    "NL36": (1, 2, "ZH"),
    "NL35": (2, 2, "UT"),
    "NL22": (3, 2, "GE"),
    "NL21": (4, 2, "OV"),
    "NL34": (1, 3, "ZE"),
    "NL41": (2, 3, "NB"),
    "NL42": (3, 3, "LI"),
    "BE25": (0, 4, "WVL"),
    "BE23": (1, 4, "OVL"),
    "BE21": (2, 4, "ANT"),
    "BE22": (3, 4, "LIM"),
    "BE32": (0, 5, "HAI"),
    "BE10": (1, 5, "BRU"),
    "BE24": (2, 5, "VBR"),
    "BE33": (3, 5, "LIE"),
    "BE31": (1, 6, "WBR"),
    "BE35": (2, 6, "NAM"),
    "BE34": (3, 6, "LUX"),
    "LU-CL": (5, 5, "CL"),
    "LU-WI": (4, 6, "WI"),
    "LU-DI": (5, 6, "DI"),
    "LU-VD": (6, 6, "VD"),
    "LU-RD": (4, 7, "RD"),
    "LU-ME": (5, 7, "ME"),
    "LU-EC": (6, 7, "EC"),
    "LU-CA": (4, 8, "CA"),
    "LU-LU": (5, 8, "LU"),
    "LU-GR": (6, 8, "GR"),
    "LU-ES": (5, 9, "ES"),
    "LU-RM": (6, 9, "RM"),
}
# Where a country's name begins, column and line: beside its tiles or under them.
NAMES = {"NL": (0, 58), "BE": (0, 554), "LU": (4, 362)}
WIDE, HIGH = 100, 76  # a tile, with the gap to the next
GAP = 6
COLUMNS, ROWS = 7, 10


@dataclass(frozen=True)
class Area:
    """A region with how many help in it: `here` name it, `whole` help in the whole country."""

    code: str
    name: str
    here: int
    whole: int
    url: str
    current: bool

    @property
    def count(self) -> int:
        """What the link brings."""
        return self.here + self.whole


@dataclass(frozen=True)
class Group:
    """A country's regions, or the Euregions, for the table under the map."""

    title: str
    areas: list[Area]


def count_areas(
    criteria: Criteria, results: Results, address: Callable[[str], str]
) -> dict[str, Area]:
    """All regions with a tile and the Euregions, counted under the other filters; one query.

    `results` says which words were asked in the end; `address` makes a link of a region's code.
    """
    found = filtered(replace(criteria, region=""))
    if results.words:
        found = found.filter(
            search_vector=search.TextQuery(results.words, every=not results.some_words)
        )
    counted = [
        (frozenset(areas), number)
        for areas, number in found.order_by().values_list("areas").annotate(Count("pk"))
    ]
    return {
        code: _area(code, counted, criteria.region, address)
        for code, _label in codes.choices(regions.LIST)
        if code in TILES or regions.level(code) == "euregion"
    }


def _area(
    code: str,
    counted: list[tuple[frozenset[str], int]],
    chosen: str,
    address: Callable[[str], str],
) -> Area:
    ground, countries = regions.overlapping(code), set(regions.countries(code))
    here = sum(number for areas, number in counted if areas & ground)
    whole = sum(number for areas, number in counted if areas & countries and not areas & ground)
    return Area(
        code=code,
        name=codes.label(regions.LIST, code),
        here=here,
        whole=whole,
        url=address(code),
        current=code == chosen,
    )


def groups(areas: Mapping[str, Area]) -> list[Group]:
    """The areas of each country by name, then the Euregions."""
    found = [
        Group(label, sorted((areas[c] for c in _of(areas, country)), key=lambda area: area.name))
        for country, label in codes.choices("country")
    ]
    found.append(Group(_("Euregions"), [areas[code] for code in areas if code not in TILES]))
    return [group for group in found if group.areas]


def _of(areas: Mapping[str, Area], country: str) -> list[str]:
    return [code for code in areas if code in TILES and country in regions.countries(code)]


def draw(areas: Mapping[str, Area]) -> SafeString:
    """The map as SVG; every tile is a link with its numbers in words."""
    titles = format_html_join(
        "",
        '<text class="map-country" x="{}" y="{}">{}</text>',
        (
            (column * WIDE + GAP, line, codes.label("country", country))
            for country, (column, line) in NAMES.items()
        ),
    )
    tiles = format_html_join("", "{}", ((_tile(area),) for c, area in areas.items() if c in TILES))
    return format_html(
        '<svg class="region-map" viewBox="0 0 {} {}" role="group" aria-labelledby="map-title">'
        "{}{}</svg>",
        COLUMNS * WIDE,
        ROWS * HIGH,
        titles,
        tiles,
    )


def _tile(area: Area) -> SafeString:
    column, row, letters = TILES[area.code]
    left, top, middle = column * WIDE, row * HIGH, column * WIDE + (WIDE - GAP) // 2
    lines = short_name(area.code, area.name)
    first = top + (20 if len(lines) > 1 else 27)
    name = format_html_join(
        "",
        '<tspan x="{}" y="{}">{}</tspan>',
        ((middle, first + 15 * number, line) for number, line in enumerate(lines)),
    )
    return format_html(
        '<a class="map-tile map-{}" href="{}" aria-label="{}"{}>'
        '<rect x="{}" y="{}" width="{}" height="{}" rx="4"></rect>'
        '<text class="map-name">{}</text>'
        '<text class="map-letters" x="{}" y="{}">{}</text>'
        '<text class="map-count" x="{}" y="{}">{}</text></a>',
        "none" if not area.count else "here" if area.here else "whole",
        area.url,
        spoken(area),
        format_html(' aria-current="true"') if area.current else "",
        left,
        top,
        WIDE - GAP,
        HIGH - GAP,
        name,
        middle,
        top + 30,
        letters,
        middle,
        top + 60,
        area.here,
    )


def spoken(area: Area) -> str:
    """An area with its numbers in a sentence."""
    here = ngettext("%(number)d organisation here", "%(number)d organisations here", area.here)
    whole = ngettext(
        "%(number)d for the whole country", "%(number)d for the whole country", area.whole
    )
    numbers = f"{here % {'number': area.here}}, {whole % {'number': area.whole}}"
    return f"{area.name}: {numbers}"


def short_name(code: str, name: str) -> list[str]:
    """A region's name as it fits in a tile, in one line or two."""
    if code == "BE10":
        return [_("Brussels")]
    name = name.split(" (", maxsplit=1)[0]
    if regions.level(code) == "canton":
        # The last word, without what French has before it.
        name = name.split(" ")[-1].split("\u2019")[-1]
        return name.split("-sur-")[:1]
    if len(name) <= 11:
        return [name]
    for mark in ("-", " "):
        before, found, after = name.partition(mark)
        if found:
            return [before + mark.strip(), after]
    return [name]
