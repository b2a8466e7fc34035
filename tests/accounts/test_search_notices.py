"""A reader who keeps a search hears of what newly fits it: by mail, in neutral words, and once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone

from accounts.models import Membership, User
from contacts import capacity, saved_searches
from contacts.models import Favourite, Organisation, SavedSearch, Service, Stamp
from contacts.services import refresh_search
from contacts.tasks import forget_what_was_kept, look_for_new_entries
from notifications.models import Notice
from notifications.tasks import relay_outbox
from protection.actor import current_actor
from tests.conftest import Mailbox
from tests.factories import MembershipFactory, acting

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
NOW = timezone.now()
HOUR = timedelta(hours=1)


@pytest.fixture
def reader() -> Membership:
    return MembershipFactory.create(user__email="lezer@example.org", user__language="nl")


def saved(
    reader: Membership, query: str = "need=legal&target_group=women&country=LU", **chosen: object
) -> SavedSearch:
    form = saved_searches.form_of(query)
    assert form.is_valid(), form.errors
    with acting(reader):
        actor = current_actor()
        assert actor is not None
        name = str(chosen.get("name", "Mevrouw Geheim"))
        mail = bool(chosen.get("mail", True))
        return saved_searches.save(form, name, mail=mail, reader=actor, now=NOW)


def house(slug: str = "new-house", **fields: object) -> Organisation:
    """An organisation that fits, with one service."""
    made = Organisation.objects.create(
        **{"slug": slug, "name_nl": slug, "kind": "ngo", "country_id": "LU", **fields}
    )
    Service.objects.create(
        organisation=made, name_nl="Hulp", needs=["legal"], target_groups=["women"]
    )
    refresh_search([made.pk])
    return made


def told() -> list[tuple[int | None, str, list[str]]]:
    rows = Notice.objects.using("owner").filter(kind="search_found").order_by("created_at")
    return list(rows.values_list("user_id", "path_name", "path_args"))


def fresh(search: SavedSearch) -> list[int]:
    return list(SavedSearch.objects.using("owner").get(pk=search.pk).fresh)


def test_what_fits_later_is_mailed_once_in_words_that_say_nothing(
    reader: Membership, smtp_server: Mailbox
) -> None:
    search = saved(reader)
    assert saved_searches.look_again(NOW) == 0  # what fitted already is not new
    made = house()
    look_for_new_entries()
    assert told() == [(reader.user_id, "contacts:search", [str(search.pk)])]
    assert fresh(search) == [made.pk]
    relay_outbox()
    [mail] = smtp_server.to("lezer@example.org")
    text = f"{mail['Subject']} {mail.get_content()}"
    assert f"{settings.PORTAL_BASE_URL}/nl/contacts/searches/{search.pk}/" in text
    assert "deze mails stoppen" in text
    for word in ("Geheim", "new-house", "legal", "vrouw", "LU"):
        assert word not in text
    # It fits no more, then again: its reader knows it.
    Organisation.objects.filter(pk=made.pk).update(country_id="BE")
    assert saved_searches.look_again(NOW + HOUR) == 0
    Organisation.objects.filter(pk=made.pk).update(country_id="LU")
    assert saved_searches.look_again(NOW + 2 * HOUR) == 0
    assert len(told()) == 1


def test_an_entry_that_changes_so_that_it_fits_is_new(reader: Membership) -> None:
    made = house(country_id="BE")
    search = saved(reader)
    Organisation.objects.filter(pk=made.pk).update(country_id="LU")
    assert saved_searches.look_again(NOW) == 1
    assert fresh(search) == [made.pk]


def test_room_that_is_said_is_new_without_any_change_of_an_entry(reader: Membership) -> None:
    owner = MembershipFactory.create(organisation=house())
    search = saved(reader, "places=on&country=LU&need=legal")
    Stamp.objects.using("owner").update(changed_at=NOW - timedelta(days=9))
    service = Service.objects.get(organisation=owner.organisation)
    with acting(owner):
        capacity.say(service.pk, "women", "yes", editor=owner, now=NOW)
    assert saved_searches.look_again(NOW) == 1
    assert fresh(search) == [owner.organisation_id]


def test_who_answers_at_this_minute_is_not_waited_for(reader: Membership) -> None:
    search = saved(reader, "open_now=on&country=LU&need=legal")
    made = house()  # its hours are not known
    assert saved_searches.look_again(NOW) == 1
    assert fresh(search) == [made.pk]


def test_several_searches_make_one_mail(reader: Membership) -> None:
    saved(reader, name="A")
    saved(reader, "country=LU", name="B")
    house()
    assert saved_searches.look_again(NOW) == 2
    assert told() == [(reader.user_id, "contacts:searches", [])]


def test_who_stopped_the_mails_still_sees_what_is_new(reader: Membership) -> None:
    search = saved(reader, mail=False)
    made = house()
    assert saved_searches.look_again(NOW) == 1
    assert (told(), fresh(search)) == ([], [made.pk])


def test_nobody_who_left_is_told_and_what_they_kept_goes(reader: Membership) -> None:
    saved(reader)
    with acting(reader):
        Favourite.objects.create(user=reader.user, organisation=house("kept"), kept_at=NOW)
    Membership.objects.filter(pk=reader.pk).update(active=False)
    house()
    saved_searches.look_again(NOW)
    assert told() == []
    User.objects.filter(pk=reader.user_id).update(is_active=False)
    forget_what_was_kept()
    assert not SavedSearch.objects.using("owner").exists()
    assert not Favourite.objects.using("owner").exists()


def test_nothing_is_asked_again_while_no_entry_changed(
    reader: Membership, django_assert_num_queries: Callable[..., object]
) -> None:
    saved(reader)
    Stamp.objects.using("owner").update(changed_at=NOW - timedelta(days=9))
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert saved_searches.look_again(NOW) == 0


def test_a_filter_that_is_gone_finds_nothing_and_stops_nobody_else(reader: Membership) -> None:
    broken, search = saved(reader, name="A"), saved(reader, name="B")
    SavedSearch.objects.using("owner").filter(pk=broken.pk).update(query="need=no_such")
    house()
    assert saved_searches.look_again(NOW) == 1
    assert fresh(search)
    assert not fresh(broken)


def test_two_workers_who_look_at_once_tell_it_once(reader: Membership) -> None:
    saved(reader)
    house()

    def look(_number: int) -> int:
        try:
            return saved_searches.look_again(NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(look, range(4))) == 1
    assert len(told()) == 1
