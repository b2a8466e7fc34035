"""What the directory's pages show beside the product's data: all of it is invented."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Model

from accounts.models import Role
from contacts.models import ContactPoint, EntryNote, Favourite, Partnership, SavedSearch
from contacts.saved_searches import criteria_of, form_of
from contacts.selectors import directory

from .cast import Cast

# Who recorded it, with whom, since, until, what for in Dutch, French and English, the document.
PARTNERSHIPS = (
    (
        "payoke",
        "comensha",
        date(2017, 9, 1),
        None,
        "Doorverwijzing van slachtoffers over de grens binnen een werkdag",
        "Orientation des victimes par-delà la frontière en un jour ouvrable",
        "Referral of victims across the border within a working day",
        "Demonstratie – werkafspraak 2017-3",
    ),
    (
        "infotraite",
        "surya",
        date(2019, 2, 15),
        None,
        "Opvang van Franstalige vrouwen met kinderen",
        "Accueil de femmes francophones avec enfants",
        "Reception of French-speaking women with children",
        "Demonstratie – werkafspraak 2019-1",
    ),
    (
        "pag-asa",
        "infotraite",
        date(2018, 5, 2),
        date(2021, 12, 31),
        "Tolken voor gesprekken op afstand",
        "Interprètes pour les entretiens à distance",
        "Interpreters for conversations at a distance",
        "",
    ),
)

# Whose, as which role, and the organisations they want at hand.
FAVOURITES = (
    ("payoke", Role.CASEWORKER, ("comensha", "infotraite", "pag-asa")),
    ("comensha", Role.CASEWORKER, ("payoke", "surya", "infotraite")),
    ("infotraite", Role.CONTACT_POINT, ("payoke", "pag-asa", "comensha")),
)
# Whose, the name, what is asked, how many of those that fit are shown as new.
SEARCHES = (
    ("payoke", "Opvang in Nederland", "need=safe_accommodation&country=NL", 2),
    ("comensha", "Belgische hulp in het Frans", "language=fr&country=BE", 1),
    ("infotraite", "Aide juridique", "need=legal&target_group=women", 0),
)


def rows(cast: Cast, now: datetime) -> Iterator[Model]:
    """Partnerships, notes and what readers keep, to be saved as new."""
    yield from _kept(cast, now)
    for slug, partner, since, until, in_dutch, in_french, in_english, document in PARTNERSHIPS:
        yield Partnership(
            organisation=cast.organisation(slug),
            partner=cast.organisation(partner),
            since=since,
            until=until,
            purpose_nl=in_dutch,
            purpose_fr=in_french,
            purpose_en=in_english,
            document=document,
            recorded_at=now - timedelta(days=400),
            recorded_by=cast.person(slug, Role.TEAM_LEAD).user if slug == "payoke" else None,
        )
    writer = cast.person("pag-asa", Role.CASEWORKER)
    payoke, comensha = (cast.organisation(slug) for slug in ("payoke", "comensha"))
    yield EntryNote(
        organisation=payoke,
        country="BE",
        reason="hours",
        text="Na 16 uur neemt niemand op.",
        written_by=writer.user.pk,
        written_for=writer.organisation,
        written_at=now - timedelta(hours=20),
    )
    yield EntryNote(
        organisation=comensha,
        country="NL",
        reason="languages",
        text="De helpdesk spreekt ook Frans.",
        state=EntryNote.State.RESOLVED,
        answer="Dank u. Twee dagen per week; het staat er nu bij.",
        written_by=writer.user.pk,
        written_for=writer.organisation,
        written_at=now - timedelta(days=9),
        answered_by=cast.person("comensha", Role.CASEWORKER).user.pk,
        answered_at=now - timedelta(days=8),
    )


def mark(cast: Cast) -> None:
    """A contact point with a deputy."""
    points = ContactPoint.objects.using(cast.using).filter(organisation__slug="infotraite")
    office, mobile, *_others = points.order_by("order", "pk")
    points.filter(pk=office.pk).update(deputy=mobile)


def _kept(cast: Cast, now: datetime) -> Iterator[Model]:
    for slug, role, kept in FAVOURITES:
        for other in kept:
            yield Favourite(
                user=cast.person(slug, role).user,
                organisation=cast.organisation(other),
                kept_at=now - timedelta(days=20),
            )
    for slug, name, query, new in SEARCHES:
        form = form_of(query)
        form.is_valid()
        found = directory(criteria_of(form)).using(cast.using).order_by("-pk")
        known = list(found.values_list("pk", flat=True))
        yield SavedSearch(
            user=cast.person(slug, Role.CASEWORKER).user,
            name=name,
            query=query,
            known=known,
            fresh=known[:new],
            saved_at=now - timedelta(days=40),
            looked_at=now - timedelta(minutes=8),
        )
