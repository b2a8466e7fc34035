"""What the pages of those who work on the guide read: every version, its state, its past."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contacts import codes
from contacts.models import Organisation
from guide.editing import current
from guide.life import OPEN, WRITING, Move, State
from guide.models import LifeEvent, Page, Section, Version
from guide.pages import was_public
from guide.permissions import can_edit_guide, can_review, can_send_back
from guide.publishing import authors_of
from guide.reviewing import SECRETARIAT, Seats, concerned, seats
from guide.selectors import text_of
from guide.wording import Wording, wording_of
from protection.actor import Actor

PAGE_SIZE = 25
TAGS: dict[str, str] = {
    State.DRAFT: "warn",
    State.REVIEW: "info",
    State.SCHEDULED: "info",
    State.PUBLISHED: "good",
}
COMPLETE, INCOMPLETE, BEHIND, ABSENT = "complete", "incomplete", "behind", "absent"
LANGUAGE_STATES: dict[str, tuple[Promise, str]] = {
    COMPLETE: (_("complete"), "quiet"),
    INCOMPLETE: (_("incomplete"), "warn"),
    BEHIND: (_("not changed with the others"), "warn"),
    ABSENT: (_("missing"), "warn"),
}
LISTED = ("nl", "fr", "en")


@dataclass(frozen=True)
class LanguageState:
    """How far one language is; `kind` is that of a tag."""

    language: str
    text: Promise
    kind: str


@dataclass(frozen=True)
class PageLine:
    """One page as the list shows it: the version in work, else the public one."""

    slug: str
    title: str
    about: str
    code: str
    state: str
    kind: str
    languages: list[LanguageState]
    publish_on: date | None
    written_at: datetime
    mine: bool  # whether the reader may approve it


@dataclass(frozen=True)
class Workshop:
    """The list: what is on its way, what the reader may approve first, what is public without
    anything on its way, and what readers do not find: pages that left the guide, and those whose
    drafts were all withdrawn."""

    in_work: list[PageLine]
    public: list[PageLine]
    gone: list[PageLine]


@dataclass(frozen=True)
class EventLine:
    """A move in words: what, who, when."""

    title: str
    at: datetime
    by: str
    remarks: str


@dataclass(frozen=True)
class VersionLine:
    """A version as the list of versions shows it."""

    version: Version
    state: str
    kind: str
    by: str
    older: int | None  # the number of the version before it


@dataclass(frozen=True)
class Work:
    """A page with its version in work and its past; `may_*` is what the reader can do now."""

    page: Page
    title: str
    version: Version
    state: str
    kind: str
    public: Version | None
    in_work: bool
    events: list[EventLine]
    versions: list[VersionLine]
    following: int | None
    waits_for: list[str]
    agreed: list[str]
    may_write: bool
    may_send: bool  # or withdraw
    may_retire: bool
    may_settle: bool  # change the address and what the page is about
    may_take_back: bool
    may_review: bool
    may_send_back: bool


def language_states(wording: Wording, public: Wording | None) -> list[LanguageState]:
    """How far Dutch, French and English are, beside what is public."""
    touched = {one: _touched(wording, public, one) for one in LISTED} if public else {}
    found = []
    for language in LISTED:
        texts = [wording.title[language]]
        texts += [text for s in wording.sections for text in (s.title[language], s.body[language])]
        code = COMPLETE if all(texts) else INCOMPLETE if any(texts) else ABSENT
        others = set().union(*(touched[one] for one in touched if one != language))
        if code == COMPLETE and others - touched.get(language, set()):
            code = BEHIND
        text, kind = LANGUAGE_STATES[code]
        found.append(LanguageState(language, text, kind))
    return found


def _touched(wording: Wording, public: Wording, language: str) -> set[str]:
    """The keys of the sections whose text differs from the public one, "" for title or summary."""
    before = {section.key: section for section in public.sections}
    found = {
        section.key
        for section in wording.sections
        if section.key not in before
        or before[section.key].body[language] != section.body[language]
        or before[section.key].title[language] != section.title[language]
    }
    for texts, old in ((wording.title, public.title), (wording.summary, public.summary)):
        if texts[language] != old[language]:
            found.add("")
    return found


def workshop(actor: Actor | None) -> Workshop:
    """All pages that have a version; six queries whatever their number."""
    versions: dict[int, dict[str, Version]] = {}
    living = Version.objects.filter(page=OuterRef("page"), state__in=(*OPEN, State.PUBLISHED))
    rows = Version.objects.filter(
        Q(state__in=(*OPEN, State.PUBLISHED)) | ~Exists(living)
    ).select_related("page")
    for row in rows.prefetch_related(ordered_sections(), "moves").order_by("page__order", "pk"):
        versions.setdefault(row.page_id, {})["open" if row.state in OPEN else "public"] = row
    pages = [next(iter(found.values())).page for found in versions.values()]
    on_their_way = [own["open"] for own in versions.values() if "open" in own]
    found_seats, about = seats(), concerned(pages, on_their_way)
    found = Workshop([], [], [])
    for page in pages:
        own = versions[page.pk]
        line = _line(own, found_seats, about[page.pk], actor)
        if "open" in own:
            found.in_work.append(line)
        else:
            stands = own["public"].state == State.PUBLISHED and not own["public"].retired
            (found.public if stands else found.gone).append(line)
    found.in_work.sort(key=lambda line: (not line.mine, OPEN.index(State(line.code))))
    return found


def _line(
    own: Mapping[str, Version], found: Seats, countries: list[str], actor: Actor | None
) -> PageLine:
    public = own.get("public")
    version = own.get("open") or own["public"]
    page = version.page
    before = wording_of(public) if public and public is not version else None
    waiting = [one for one in found.needed(countries) if one not in version.approved]
    authors = {one.user_id for one in version.moves.all() if one.move in WRITING}
    return PageLine(
        page.slug,
        text_of(version, "title")[0] or page.slug,
        codes.label("country", page.country_id) if page.country_id else page.get_kind_display(),
        version.state,
        state_of(version),
        kind_of_state(version),
        language_states(wording_of(version), before),
        version.publish_on if version.state == State.SCHEDULED else None,
        version.written_at,
        version.state == State.REVIEW
        and can_review(
            actor,
            seat=found.of(actor),
            waiting_for=waiting,
            authors=[one for one in authors if one],
        ),
    )


def state_of(version: Version) -> str:
    """Where a version stands, in words."""
    if version.retired and version.state == State.PUBLISHED:
        return str(_("no longer in the guide"))
    return str(State(version.state).label)


def kind_of_state(version: Version) -> str:
    """The kind of the tag that says where a version stands."""
    return "quiet" if version.retired else TAGS.get(version.state, "quiet")


def waiting_for_review(actor: Actor | None) -> tuple[int, datetime | None]:
    """How many pages wait for the reader's approval, and since when the oldest."""
    mine = [line.written_at for line in workshop(actor).in_work if line.mine]
    return len(mine), min(mine, default=None)


def ordered_sections() -> "Prefetch[str]":
    return Prefetch("sections", queryset=Section.objects.order_by("order"))


def work(slug: str, actor: Actor | None, *, before: int | None = None) -> Work | None:
    """One page with everything on its way and behind it, or None; versions below `before`."""
    page = Page.objects.filter(slug=slug).first()
    if page is None:
        return None
    try:
        version = current(page)
    except Version.DoesNotExist:
        return None
    found = seats()
    needed = found.needed(concerned([page], [version])[page.pk])
    in_work, authors, seat = version.state in OPEN, authors_of(version), found.of(actor)
    waiting = [one for one in needed if one not in version.approved]
    rows = page.versions.order_by("-number")
    if before is not None:
        rows = rows.filter(number__lt=before)
    shown = list(rows[: PAGE_SIZE + 1])
    events = list(version.moves.order_by("id")) if in_work else []
    names = _names(
        [(one.user_id, one.organisation_id) for one in events]
        + [(one.written_by, None) for one in shown]
    )
    review = version.state == State.REVIEW
    public = version if version.state == State.PUBLISHED else _public(page)
    return Work(
        page=page,
        title=text_of(version, "title")[0] or page.slug,
        version=version,
        state=state_of(version),
        kind=kind_of_state(version),
        public=public,
        in_work=in_work,
        events=[_event(one, names) for one in events],
        versions=[
            _version(one, names, older) for one, older in zip_longest(shown[:PAGE_SIZE], shown[1:])
        ],
        following=shown[PAGE_SIZE - 1].number if len(shown) > PAGE_SIZE else None,
        waits_for=_seat_names(waiting) if review else [],
        agreed=_seat_names(version.approved) if in_work else [],
        may_write=can_edit_guide(actor)
        and (not in_work or (version.state == State.DRAFT and not version.retired)),
        may_send=can_edit_guide(actor) and version.state == State.DRAFT,
        may_retire=can_edit_guide(actor)
        and not in_work
        and version.state == State.PUBLISHED
        and not version.retired,
        may_settle=can_edit_guide(actor) and public is None and not was_public(page),
        may_take_back=can_edit_guide(actor) and version.state in (State.REVIEW, State.SCHEDULED),
        may_review=review and can_review(actor, seat=seat, waiting_for=waiting, authors=authors),
        may_send_back=version.state in (State.REVIEW, State.SCHEDULED)
        and can_send_back(actor, seat=seat, needed=needed, authors=authors),
    )


def has_seat(page: Page, actor: Actor) -> bool:
    """Whether somebody reviews this page at all; three queries."""
    found = seats()
    return found.of(actor) in found.needed(concerned([page])[page.pk])


def _public(page: Page) -> Version | None:
    return page.versions.filter(state=State.PUBLISHED).first()


def _seat_names(wanted: Iterable[str]) -> list[str]:
    return [
        str(_("secretariat")) if one == SECRETARIAT else codes.label("country", one)
        for one in wanted
    ]


def _names(wanted: list[tuple[int | None, int | None]]) -> dict[tuple[str, int], str]:
    """Who people and organisations are; two queries."""
    users = User.objects.filter(pk__in={one for one, _organisation in wanted if one})
    bodies = Organisation.objects.filter(pk__in={one for _user, one in wanted if one})
    return {("user", one.pk): str(one) for one in users.order_by()} | {
        ("body", one.pk): one.name for one in bodies.defer("search_vector").order_by()
    }


def _event(event: LifeEvent, names: Mapping[tuple[str, int], str]) -> EventLine:
    who = [names.get(("user", event.user_id or 0)), names.get(("body", event.organisation_id or 0))]
    by = ", ".join(name for name in who if name) or str(_("the portal, on the day set"))
    return EventLine(str(Move(event.move).label).capitalize(), event.at, by, event.remarks)


def _version(
    version: Version, names: Mapping[tuple[str, int], str], older: Version | None
) -> VersionLine:
    by = names.get(("user", version.written_by or 0), "")
    return VersionLine(
        version,
        state_of(version),
        kind_of_state(version),
        by or str(_("the portal’s own text")),
        older.number if older else None,
    )


def find_version(slug: str, number: int) -> Version | None:
    """One version with its page and sections, or None."""
    return (
        Version.objects.filter(page__slug=slug, number=number)
        .select_related("page")
        .prefetch_related(ordered_sections())
        .first()
    )
