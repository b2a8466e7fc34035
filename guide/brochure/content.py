"""What a brochure holds, in one language, as plain data for its template.

All of it is public: the published guide, the comparison, the signals, and of the directory what
the guide's own pages show.
"""

from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contacts.models import Country
from contacts.public import PublicContact
from guide import selectors
from guide.brochure import tree
from guide.brochure.contacts import directory
from guide.comparison import Cell, Table, comparison
from guide.models import PUBLIC, Kind, Section, Topic, Version

Part = dict[str, Any]


def collect(language: str, on: date) -> dict[str, Any]:
    """The whole brochure as it stands on a day, without its number and date; nine queries."""
    with translation.override(language):
        versions = list(
            Version.objects.filter(PUBLIC)
            .select_related("page")
            .prefetch_related(
                Prefetch("sections", queryset=Section.objects.order_by("order", "pk"))
            )
            .order_by("page__order", "page__slug")
        )
        countries = selectors.countries_of_guide()
        contacts = directory()
        named = {contact.slug: contact for contact in contacts}
        return {
            **_front(),
            "words": _words(),
            "chapters": [
                _danger(countries),
                _situations(versions, named),
                *(_country(country, versions, named) for country in countries),
                _compared(comparison(on)),
                _signals(versions, named),
                _contact_lists(countries, contacts),
                _sources(countries, versions),
                *_annexes(versions),
            ],
        }


def _front() -> dict[str, Any]:
    return {
        "heading": _("Practical guide and contact points"),
        "subtitle": _(
            "Procedures, residence, reception and contact data for whoever meets a victim of "
            "trafficking in human beings in the Netherlands, Belgium or Luxembourg"
        ),
        "body": _("Secretariat of the Benelux working group on trafficking in human beings"),
        "about": [
            _(
                "This brochure is made from the online guide whenever something in it changes. "
                "Beside each section stands the day on which its text was last looked at. Phone "
                "numbers change: the online guide is always the newest."
            ),
            _(
                "It may be printed and passed on freely. It holds no addresses of shelters and "
                "nothing about any person."
            ),
        ],
    }


def _words() -> dict[str, str]:
    return {
        "contents": _("Contents"),
        "page": _("Page"),
        "of": _("of"),
        "table": _("Table"),
        "edition": _("Edition:"),
        "to_confirm": _("To be confirmed by the competent authority"),
        "sources": _("Sources:"),
        "contacts": _("Whom to call"),
        "unconfirmed": _("not yet confirmed"),
        "other_language": _(
            "This text does not exist in your language yet; it is shown in the language it was "
            "written in."
        ),
    }


def _text(words: str) -> dict[str, Any]:
    return {"kind": "text", "runs": [{"text": words, "strong": False, "em": False, "link": ""}]}


def _chapter(title: str, parts: list[Part], intro: str = "") -> Part:
    return {"title": title, "blocks": [_text(intro)] if intro else [], "parts": parts}


def _danger(countries: list[Country]) -> Part:
    return {
        **_chapter(_("In danger"), []),
        "blocks": [
            _text(_("In immediate danger, call first and read later.")),
            {
                "kind": "list",
                "start": 0,
                "ordered": False,
                "items": [[_text(_numbers(country))] for country in countries],
            },
            _text(
                _(
                    "Help never depends on a statement to the police, and never on papers. In "
                    "doubt about the age, treat the person as a minor."
                )
            ),
        ],
    }


def _numbers(country: Country) -> str:
    emergency = country.emergency_number
    # The Dutch police's own number is for what can wait.
    if country.police_number and country.code != "NL":
        return _("%(country)s: %(emergency)s; police %(police)s") % {
            "country": country.name,
            "emergency": emergency,
            "police": country.police_number,
        }
    return _("%(country)s: %(emergency)s") % {"country": country.name, "emergency": emergency}


def _page(version: Version, named: dict[str, PublicContact], title: str = "") -> Part:
    """A page as a part of a chapter: its summary, its sections, whom to call."""
    own, lang = selectors.text_of(version, "title")
    summary, _lang = selectors.text_of(version, "summary")
    shown = [named[slug] for slug in version.organisations if slug in named]
    return {
        "title": title or own,
        "lang": "" if title else lang,
        "text_lang": lang,
        "blocks": tree.blocks(summary),
        "sections": [_section(section, version.page.kind) for section in version.sections.all()],
        "contacts": [_contact(contact) for contact in shown],
    }


def _section(section: Section, kind: str) -> Part:
    body, lang = selectors.text_of(section, "body")
    is_source = kind == Kind.SOURCE
    return {
        "title": selectors.text_of(section, "title")[0],
        "lang": lang,
        "blocks": tree.blocks(body),
        "edition": "" if is_source else date_format(section.edition, "DATE_FORMAT"),
        "to_confirm": section.to_confirm,
        "sources": section.sources,
    }


def _situations(versions: list[Version], named: dict[str, PublicContact]) -> Part:
    found = [version for version in versions if version.page.kind == Kind.SITUATION]
    return _chapter(_("Situations"), [_page(version, named) for version in found])


def _country(country: Country, versions: list[Version], named: dict[str, PublicContact]) -> Part:
    of_topic = {
        version.page.topic: version
        for version in versions
        if version.page.kind == Kind.TOPIC and version.page.country_id == country.code
    }
    parts = [
        _page(of_topic[topic], named, title=str(topic.label))
        for topic in Topic
        if topic in of_topic
    ]
    return _chapter(country.name, parts)


def _compared(table: Table) -> Part:
    head = [_("Point"), *(country.name for country in table.countries)]
    rows = [[{"text": line.label}, *(_cell(cell) for cell in line.cells)] for line in table.lines]
    return {
        **_chapter(
            _("The main points of the three countries"),
            [],
            _(
                "A reflection period is national: it does not travel with the person. “To be "
                "confirmed” means that the competent authority has not yet confirmed this value "
                "for today."
            ),
        ),
        "table": {
            "kind": "comparison",
            "caption": _("Reflection period, documents and competent bodies"),
            "head": [*head, _("Minimum (Council of Europe)")],
            "rows": rows,
        },
    }


def _cell(cell: Cell) -> dict[str, str]:
    return {
        "text": cell.text,
        "mark": _("To be confirmed") if cell.to_confirm else "",
        "basis": cell.basis,
    }


def _signals(versions: list[Version], named: dict[str, PublicContact]) -> Part:
    """The list to tick, then the pages that say more of each dimension."""
    pages = [_page(one, named) for one in versions if one.page.kind == Kind.INDICATOR]
    parts = [
        {
            "title": dimension.own,
            "others": [text for _language, text in dimension.others],
            "signs": [{"own": sign.own, "others": sign.others} for sign in signs],
        }
        for dimension, signs in selectors.signals()
    ]
    return {
        **_chapter(
            _("Signals"),
            pages,
            _("One signal proves nothing. Several together are a reason to call."),
        ),
        "checklist": parts,
        "note": _(
            "The signals follow annex 3 of the Dutch instruction on trafficking, in short words of "
            "our own; the dimensions are those of the International Labour Organization and the "
            "European Commission (2009)."
        ),
    }


def _contact(contact: PublicContact) -> dict[str, Any]:
    return {
        "name": contact.name,
        "kind": contact.kind,
        "phone": contact.phone,
        "phone_uri": contact.phone_uri,
        "phone_unconfirmed": contact.phone_unconfirmed,
        "email": contact.email,
        "website": contact.website,
    }


def _contact_lists(countries: list[Country], contacts: list[PublicContact]) -> Part:
    places = [(country.code, country.name) for country in countries] + [("", "Benelux")]
    parts = []
    for code, name in places:
        found = [_contact(contact) for contact in contacts if contact.country == code]
        if found:
            caption = _("Whom to call in %(country)s") % {"country": name} if code else name
            parts.append({"title": name, "caption": caption, "rows": found})
    return {
        **_chapter(
            _("Contact data"),
            [],
            _(
                "Bodies that everybody may call. Shelters are not among them: the national "
                "contact point leads to them, and their places are given nowhere."
            ),
        ),
        "contact_tables": parts,
        "head": [_("Organisation"), _("Phone"), _("E-mail and website")],
    }


def _sources(countries: list[Country], versions: list[Version]) -> Part:
    """Every source once, under the country of the pages that rest on it."""
    lists: list[Part] = []
    places = [(country.code, country.name) for country in countries]
    for code, name in [*places, (None, _("Several countries"))]:
        found = {
            (source["url"], source["label"]): source
            for version in versions
            if version.page.country_id == code
            for section in version.sections.all()
            for source in section.sources
        }
        if found:
            ordered = sorted(found.values(), key=lambda source: (source["label"], source["url"]))
            lists.append({"title": name, "sources": ordered})
    return {**_chapter(_("Legal and other sources"), []), "source_lists": lists}


def _annexes(versions: list[Version]) -> list[Part]:
    found = [version for version in versions if version.page.kind == Kind.SOURCE]
    return [_chapter(_("Source texts"), [_page(version, {}) for version in found])] if found else []
