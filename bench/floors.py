"""The floors: the same rows by bare SQL under the same role, alone and in a plain page."""

import base64
from collections.abc import Callable
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import Context, Engine
from django.test import Client, override_settings
from django.test.client import ClientHandler
from django.urls import path
from psycopg2.extensions import connection as Connection  # noqa: N812 (a class, named as one)

from protection.actor import SET_ACTOR, Actor
from protection.crypto import Place
from protection.seal import seal_pads

# A request's own rows: who asks. Every page reads them, so every floor does.
WHO = """
SELECT s.session_data, u.email, u.language, m.role, m.organisation_id, o.country_id, o.name_nl
FROM accounts_session s, accounts_user u
JOIN accounts_membership m ON m.user_id = u.id AND m.active
JOIN contacts_organisation o ON o.id = m.organisation_id
WHERE s.session_key = %s AND s.expire_date > now() AND u.id = %s
"""
VIEWED = """
INSERT INTO protection_auditentry (at, user_id, organisation_id, role, country, action, subject,
    subject_id, purpose, detail)
VALUES (clock_timestamp(), %s, %s, %s, %s, 'referral_viewed', 'referral', %s, '', '{}')
"""
REFERRAL = {
    "referral": "SELECT * FROM referrals_referral WHERE id = %(id)s",
    "key": "SELECT wrapped, kek_version FROM referrals_datakey WHERE referral_id = %(id)s",
    "party": "SELECT * FROM referrals_party WHERE referral_id = %(id)s AND organisation_id = %(o)s",
    "requests": "SELECT q.*, o.name_nl, o.phone FROM referrals_request q "
    "LEFT JOIN contacts_organisation o ON o.id = q.organisation_id WHERE q.referral_id = %(id)s",
    "questions": "SELECT * FROM referrals_question WHERE referral_id = %(id)s",
    "events": "SELECT e.*, o.name_nl FROM referrals_event e "
    "LEFT JOIN contacts_organisation o ON o.id = e.organisation_id WHERE e.referral_id = %(id)s "
    "ORDER BY e.sequence",
    "consents": "SELECT c.*, r.organisation_id FROM referrals_consent c "
    "LEFT JOIN referrals_consentrecipient r ON r.consent_id = c.id WHERE c.referral_id = %(id)s",
    "disclosures": "SELECT * FROM referrals_disclosure WHERE referral_id = %(id)s",
    "codes": "SELECT kind, code FROM referrals_codedvalue WHERE referral_id = %(id)s",
    "identity": "SELECT 1 FROM referrals_identity WHERE referral_id = %(id)s",
    "files": "SELECT * FROM referrals_attachment WHERE referral_id = %(id)s",
    "term": "SELECT * FROM referrals_retention WHERE referral_id = %(id)s",
    "notes": "SELECT * FROM referrals_internalnote WHERE referral_id = %(id)s",
    "messages": "SELECT * FROM referrals_message WHERE referral_id = %(id)s",
    "worker": "SELECT * FROM referrals_assignment WHERE referral_id = %(id)s "
    "AND organisation_id = %(o)s",
    "away": "SELECT user_id, deputy_id FROM referrals_absence WHERE organisation_id = %(o)s "
    "AND starts_on <= current_date AND ends_on >= current_date",
    "people": "SELECT m.role, m.active, u.first_name, u.last_name, u.email "
    "FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id "
    "WHERE m.organisation_id = %(o)s",
    "seen": "SELECT * FROM referrals_sight WHERE referral_id = %(id)s",
    "hours": "SELECT h.* FROM contacts_openinghours h JOIN contacts_contactpoint c "
    "ON c.id = h.contact_point_id WHERE c.organisation_id = %(o)s",
    "duty": "SELECT * FROM contacts_dutyshift WHERE organisation_id = %(o)s "
    "AND (ends_at IS NULL OR ends_at > now())",
}
# What opening the page writes besides its line in the audit trail.
LOOKED = (
    "INSERT INTO referrals_sight (id, referral_id, request_id, organisation_id, user_id, first_at, "
    "last_at) SELECT gen_random_uuid(), p.referral_id, p.request_id, p.organisation_id, %(user)s, "
    "now(), now() FROM referrals_party p WHERE p.referral_id = %(id)s "
    "AND p.organisation_id = %(o)s ON CONFLICT (referral_id, organisation_id, user_id) "
    "DO UPDATE SET last_at = EXCLUDED.last_at",
    "UPDATE notifications_notice SET read_at = now() WHERE user_id = %(user)s "
    "AND read_at IS NULL AND path_name = 'referrals:detail' "
    "AND path_args = ARRAY[%(id)s]::varchar(100)[]",
)


class Floor:
    """Bare statements on one connection of the application's role."""

    def __init__(self, connection: Connection, actor: Actor, session_key: str) -> None:
        self.connection = connection
        self.actor = actor
        self.session_key = session_key

    def begin(self, cursor: Any) -> list[Any]:
        """Who asks, then the actor."""
        cursor.execute(WHO, [self.session_key, self.actor.user_id])
        who = cursor.fetchall()
        a = self.actor
        cursor.execute(
            SET_ACTOR,
            [str(a.user_id), str(a.organisation_id), a.role, a.country, seal_pads()],
        )
        return list(who)

    def transaction(self, statements: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        """Run statements in one transaction and return the rows they read, by name."""
        with self.connection.cursor() as cursor:
            cursor.execute("BEGIN")
            rows = {"who": self.begin(cursor), **statements(cursor)}
            cursor.execute("COMMIT")
        return rows

    def several(self, queries: dict[str, str], values: dict[str, Any]) -> dict[str, Any]:
        """The rows of several queries, each under its name, behind the request's own."""

        def statements(cursor: Any) -> dict[str, Any]:
            read = {}
            for name, sql in queries.items():
                cursor.execute(sql, values)
                read[name] = cursor.fetchall()
            return read

        return self.transaction(statements)

    def referral(self, referral_id: UUID) -> dict[str, Any]:
        """What the page of a referral reads, opens and records."""

        def statements(cursor: Any) -> dict[str, Any]:
            a = self.actor
            values = {"id": str(referral_id), "o": a.organisation_id, "user": a.user_id}
            cursor.execute(
                VIEWED, [a.user_id, a.organisation_id, a.role, a.country, str(referral_id)]
            )
            for sql in LOOKED:
                cursor.execute(sql, values)
            read: dict[str, Any] = {}
            for name, sql in REFERRAL.items():
                cursor.execute(sql, values)
                columns = [column.name for column in cursor.description]
                read[name] = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
            read["note"] = open_note(referral_id, read)
            return read

        return self.transaction(statements)


def open_note(referral_id: UUID, read: dict[str, Any]) -> str:
    """Unwrap the data key and open the note, with nothing around AES-GCM."""
    key, owner = read["key"][0], str(referral_id)
    version = key["kek_version"]
    kek = AESGCM(base64.b64decode(settings.KEY_ENCRYPTION_KEYS[version]))
    wrapped = bytes(key["wrapped"])
    place = Place("data_key", owner, version, "wrapped").associated_data()
    data_key = kek.decrypt(wrapped[1:13], wrapped[13:], place)
    note = bytes(read["referral"][0]["note"])
    place = Place("referrals_referral", owner, owner, "note").associated_data()
    return AESGCM(data_key).decrypt(note[1:13], note[13:], place).decode()


BARE = Engine().from_string(
    "<!doctype html><title>Plain</title>{% for name, rows in read.items %}<h2>{{ name }}</h2>"
    "<table>{% for row in rows %}<tr>{% for value in row %}<td>{{ value }}</td>{% endfor %}</tr>"
    "{% endfor %}</table>{% endfor %}"
)
_reads: dict[str, Callable[[], dict[str, Any]]] = {}
_views: dict[str, Callable[[HttpRequest], HttpResponse]] = {}


def _plain(request: HttpRequest, name: str) -> HttpResponse:
    if name in _views:
        return _views[name](request)
    read = _reads[name]()
    tables = {}
    for key, rows in read.items():
        if isinstance(rows, list):
            tables[key] = [row.values() if isinstance(row, dict) else row for row in rows]
        else:
            tables[key] = [[rows]]
    return HttpResponse(BARE.render(Context({"read": tables})))


urlpatterns = [path("<slug:name>/", _plain)]


class PlainHandler(ClientHandler):
    """Asks the plain pages' own addresses. Overriding ROOT_URLCONF for each of them would empty
    Django's address caches, and the product's pages would pay for filling them again."""

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        request.urlconf = __name__
        return super().get_response(request)


def plain_page(name: str, read: Callable[[], dict[str, Any]]) -> Callable[[], object]:
    """A page without middleware that runs `read` and renders its rows; call it to ask for it."""
    _reads[name] = read
    return _asking(name)


def plain_view(name: str, view: Callable[[HttpRequest], HttpResponse]) -> Callable[[], object]:
    """A view without middleware; call it to ask for it."""
    _views[name] = view
    return _asking(name)


def _asking(name: str) -> Callable[[], object]:
    client = Client()
    client.handler = PlainHandler()
    with override_settings(MIDDLEWARE=[]):
        client.handler.load_middleware()
    return lambda: client.get(f"/{name}/")
