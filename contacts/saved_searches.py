"""Searches that a reader keeps, and what newly fits them.

A worker looks again (`look_again`); apps above tell the reader, who is told of an entry once. The
name and the words of a search are the reader's own: no notice and no line of a log holds them.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.dispatch import Signal
from django.http import QueryDict
from django.utils.translation import gettext as _

from contacts.criteria import Criteria
from contacts.forms import DirectorySearch
from contacts.models import Organisation, SavedSearch, Stamp
from contacts.selectors import directory, for_a_list, search_organisations
from protection.actor import Actor, acting_as, system_transaction
from protection.audit import record

SYSTEM = "system"
MOST = 30
NAME_LENGTH = 60
MOST_QUERY = 3000
# How many of what is new a page shows; the next ones come when these are done with.
PAGE_SIZE = 20
# Entries are stamped when they are written and seen when that is committed, which an import of
# many rows may take minutes for.
COMMITTED_WITHIN = timedelta(hours=1)
# Sent within the looking, with `user_id` and `search_ids`: there is something new to be told of.
found_new = Signal()


class TooManySearchesError(Exception):
    """The reader keeps MOST searches already. Nothing was written."""


class NameTakenError(Exception):
    """The reader has another search of this name. Nothing was written."""


def form_of(query: str) -> DirectorySearch:
    """The form that an address asks; it may be invalid, where a filter is no longer there."""
    return DirectorySearch(QueryDict(query))


def criteria_of(form: DirectorySearch) -> Criteria:
    """What a search waits for, once the form is valid: who answers the phone at this minute is
    nothing new."""
    return replace(form.criteria(), open_now=False, sort="")


def described(form: DirectorySearch) -> list[str]:
    """What is asked, in words; once the form is valid."""
    asked = form.asked()
    said = [f"“{asked['q']}”"] if "q" in asked else []
    for name in asked:
        if name not in {"q", "sort"}:
            value = form.chosen_label(name)
            label = str(form[name].label)
            words = {"label": label, "value": value}
            said.append(_("%(label)s: %(value)s") % words if value else label)
    return said or [_("the whole directory")]


def save(
    form: DirectorySearch, name: str, *, mail: bool, reader: Actor, now: datetime
) -> SavedSearch:
    """Keep what a valid form asks; what fits now is known, and only what comes later is new.

    Raises TooManySearchesError, NameTakenError.
    """
    own = SavedSearch.objects.filter(user_id=reader.user_id)
    with transaction.atomic():
        names = list(own.order_by().values_list("name", flat=True))
        if len(names) >= MOST:
            raise TooManySearchesError
        if name in names:
            raise NameTakenError
        found = directory(criteria_of(form)).order_by("pk")
        search = SavedSearch(
            user_id=reader.user_id,
            name=name,
            query=urlencode(form.asked()),
            mail=mail,
            known=list(found.values_list("pk", flat=True)),
            saved_at=now,
            looked_at=now,
        )
        search.save(force_insert=True)
        record("search_saved", subject="saved_search", subject_id=str(search.pk))
    return search


def as_understood(form: DirectorySearch) -> DirectorySearch:
    """The same question with its typing errors mended as the list does, so that what is waited
    for is what was shown; once the form is valid."""
    better = search_organisations(form.criteria()).asked_instead
    return form_of(urlencode({**form.asked(), "q": better})) if better else form


def searches_of(reader: Actor) -> list[SavedSearch]:
    """All of the reader's searches by name; one query."""
    return list(
        SavedSearch.objects.filter(user_id=reader.user_id).defer("known").order_by("name", "id")
    )


def search_of(search_id: UUID, reader: Actor) -> SavedSearch | None:
    """One of the reader's own searches."""
    return SavedSearch.objects.filter(pk=search_id, user_id=reader.user_id).defer("known").first()


def fresh_entries(search: SavedSearch) -> list[Organisation]:
    """The first PAGE_SIZE of what is new, those that are still there; one query."""
    ids = search.fresh[:PAGE_SIZE]
    place = {pk: number for number, pk in enumerate(ids)}
    rows = for_a_list(Organisation.objects.filter(pk__in=ids, active=True)).order_by("pk")
    return sorted(rows, key=lambda row: place[row.pk])


def mark_seen(search_id: UUID, seen: Iterable[int], *, reader: Actor) -> None:
    """The reader has looked at these; what came meanwhile stays new."""
    looked_at = set(seen)
    with transaction.atomic():
        search = _locked(search_id, reader)
        if search is not None:
            search.fresh = [pk for pk in search.fresh if pk not in looked_at]
            search.save(update_fields=["fresh"])


def set_mail(search_id: UUID, *, mail: bool, reader: Actor) -> None:
    """Start or stop the mails of a search; what is new still shows on its page."""
    with transaction.atomic():
        search = _locked(search_id, reader)
        if search is not None and search.mail != mail:
            search.mail = mail
            search.save(update_fields=["mail"])
            action = "search_mail_started" if mail else "search_mail_stopped"
            record(action, subject="saved_search", subject_id=str(search.pk))


def forget(search_id: UUID, *, reader: Actor) -> None:
    """Delete a search."""
    with transaction.atomic():
        gone, _by_model = SavedSearch.objects.filter(pk=search_id, user_id=reader.user_id).delete()
        if gone:
            record("search_forgotten", subject="saved_search", subject_id=str(search_id))


def look_again(now: datetime) -> int:
    """Find what newly fits the searches; returns how many searches have something new.

    A transaction a reader under `portal_system`, so that a failure costs one reader one mail at
    most, which the next look brings.
    """
    with system_transaction():
        rows = list(
            SavedSearch.objects.using(SYSTEM)
            .filter(user__is_active=True)
            .order_by("user_id", "pk")
            .values_list("user_id", "pk", "query", "looked_at")
        )
    changed_at = Stamp.objects.aggregate(last=Max("changed_at"))["last"]
    due: dict[int, list[UUID]] = {}
    for user_id, pk, query, looked_at in rows:
        if _may_have_news(query, looked_at, changed_at):
            due.setdefault(user_id, []).append(pk)
    return sum(_look_for(user_id, ids, now) for user_id, ids in due.items())


def forget_of_who_left() -> int:
    """Delete what people kept whose account is closed; how many searches."""
    with system_transaction():
        gone, _by_model = SavedSearch.objects.using(SYSTEM).filter(user__is_active=False).delete()
    return gone


def _may_have_news(query: str, looked_at: datetime, changed_at: datetime | None) -> bool:
    """Whether an entry changed since, or room was asked for, which is said without a stamp."""
    changed = changed_at is not None and changed_at >= looked_at - COMMITTED_WITHIN
    return changed or "places" in QueryDict(query)


def _look_for(user_id: int, ids: list[UUID], now: datetime) -> int:
    told, fresh = [], 0
    with system_transaction():
        rows = SavedSearch.objects.using(SYSTEM).defer("name", "saved_at").filter(pk__in=ids)
        for search in rows.select_for_update(skip_locked=True).order_by("pk"):
            new = _new_of(search, now)
            search.looked_at = now
            search.known, search.fresh = search.known + new, search.fresh + new
            search.save(using=SYSTEM, update_fields=["known", "fresh", "looked_at"])
            fresh += bool(new)
            if new and search.mail:
                told.append(search.pk)
        if told:
            found_new.send(sender=SavedSearch, user_id=user_id, search_ids=told)
    return fresh


def _new_of(search: SavedSearch, now: datetime) -> list[int]:
    """The organisations that fit and never did before; none for what can no longer be asked."""
    form = form_of(search.query)
    if not form.is_valid():
        return []
    criteria = replace(criteria_of(form), now=now)
    with acting_as(None):  # the directory is for everybody; nothing else is read
        found = directory(criteria).order_by("pk").values_list("pk", flat=True)
        known = set(search.known)
        return [pk for pk in found if pk not in known]


def _locked(search_id: UUID, reader: Actor) -> SavedSearch | None:
    return (
        SavedSearch.objects.select_for_update().filter(pk=search_id, user_id=reader.user_id).first()
    )
