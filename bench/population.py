"""Referrals by the hundred thousand: real ones made by the services, then copied by the database.

A copy gets ids of its own (derived from the original's and its number), a reference and an
organisation of its own; ciphertexts are copied as bytes, so copies weigh what originals weigh but
do not open. What the benchmarks open is an original.
"""

from typing import Any

from psycopg2.extensions import connection as Connection  # noqa: N812 (a class, named as one)

PER_ORGANISATION = 100  # rows each organisation sends, at every size
FIRST_COPY = 1_000_000  # ids of copied organisations begin here

# m(): the id of a copy. Set by the superuser: row security and foreign keys would only slow it.
PREPARE = f"""
SET session_replication_role = replica;
CREATE OR REPLACE FUNCTION pg_temp.m(original uuid, number bigint) RETURNS uuid
LANGUAGE sql IMMUTABLE AS $$ SELECT md5(original::text || number)::uuid $$;
CREATE OR REPLACE FUNCTION pg_temp.place(number bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$ SELECT {FIRST_COPY} + number / {PER_ORGANISATION} $$;
"""

MODELS = 50  # organisations of the directory that copies are made of
ORGANISATION_CHANGES = {
    "id": f"{FIRST_COPY} + n",
    "slug": "'bench-' || n",
    "public_id": "gen_random_uuid()",
    **dict.fromkeys(("name", "name_en", "name_nl", "name_fr"), "'Bench ' || n"),
}
ORGANISATIONS = f"""
INSERT INTO contacts_organisation ({{columns}})
SELECT {{values}}
FROM generate_series(%(begin)s / {PER_ORGANISATION}, (%(end)s - 1) / {PER_ORGANISATION}) n
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM contacts_organisation
      WHERE country_id IS NOT NULL AND id < {FIRST_COPY}) model ON model.place = n %% {MODELS}
JOIN contacts_organisation t ON t.id = model.id
ON CONFLICT DO NOTHING
"""

# Per table: the columns that differ in the copy. `n` is its number, `t` the original row. The
# recipient is the next organisation, so that every organisation also receives its hundred.
SENDER = "pg_temp.place(n)"
OTHER = f"{FIRST_COPY} + (n / {PER_ORGANISATION} + 1) %% greatest(1, %(end)s / {PER_ORGANISATION})"
EARLIER = "(n %% 100000) * interval '5 minutes'"
REFERENCE = "'B' || lpad(to_hex(n), 8, '0')"
# Who was referred from where differs from copy to copy, so that figures have something to count.
LAND = "(ARRAY['NL', 'BE', 'LU'])[1 + (n %% 7 %% 3)]"
OTHER_LAND = "(ARRAY['NL', 'BE', 'LU'])[1 + (n %% 7 %% 3 + 1 + n / 7 %% 2) %% 3]"
PERSON = {
    "gender": "(ARRAY['F', 'F', 'F', 'M', 'M', 'X', 'U'])[1 + n / 3 %% 7]",
    "age_group": "(ARRAY['15-17', '18-22', '23-29', '30-44', ''])[1 + n / 5 %% 5]",
    "citizenship_group": "(ARRAY['national', 'benelux', 'eu', 'third', ''])[1 + n / 11 %% 5]",
    "urgency": "(ARRAY['emergency', 'urgent', 'priority', 'standard'])[1 + n / 13 %% 4]",
}
ID = {"id": "pg_temp.m(t.id, n)"}
OF_REFERRAL = {"referral_id": "pg_temp.m(t.referral_id, n)"}
OF_REQUEST = {"request_id": "pg_temp.m(t.request_id, n)"}
COPIES = {
    "referrals_referral": {
        **ID,
        "reference": REFERENCE,
        "sender_organisation_id": SENDER,
        "sent_at": f"t.sent_at - {EARLIER}",
        "sender_country": LAND,
        "destination_country_id": OTHER_LAND,
        **PERSON,
    },
    "referrals_request": {
        **ID,
        **OF_REFERRAL,
        "organisation_id": OTHER,
        "country_id": OTHER_LAND,
        "secretariat_told_at": "now()",
        **{
            name: f"t.{name} - {EARLIER}"
            for name in ("asked_at", "seen_at", "answered_at", "due_at")
        },
    },
    "referrals_party": {
        **ID,
        **OF_REFERRAL,
        **OF_REQUEST,
        "sender_organisation_id": SENDER,
        "organisation_id": f"CASE t.side WHEN 'sender' THEN {SENDER} ELSE {OTHER} END",
        "reference": REFERENCE,
        "sort_at": f"t.sort_at - {EARLIER}",
    },
    "referrals_codedvalue": {**ID, **OF_REFERRAL},
    "referrals_event": {**ID, **OF_REFERRAL, **OF_REQUEST, "organisation_id": SENDER},
    "referrals_datakey": OF_REFERRAL,
    "referrals_identity": OF_REFERRAL,
    "referrals_identityfield": {**ID, **OF_REFERRAL},
    "referrals_identityindex": {
        **ID,
        **OF_REFERRAL,
        "sender_organisation_id": SENDER,
        "digest": "encode(sha256(convert_to(n::text, 'UTF8')), 'hex')",
    },
    "referrals_assignment": {**ID, **OF_REFERRAL, "organisation_id": OTHER},
}
COPY = """
INSERT INTO {table} ({columns})
SELECT {values}
FROM generate_series(%(begin)s, %(end)s - 1) n
JOIN {table} t ON t.{key} = (%(originals)s::uuid[])[1 + n %% array_length(%(originals)s::uuid[], 1)]
"""


def grow(connection: Connection, originals: list[str], begin: int, end: int) -> None:
    """Add copies number `begin` to `end` of the original referrals, then refresh statistics."""
    values = {"begin": begin, "end": end, "originals": originals}
    with connection.cursor() as cursor:
        cursor.execute(PREPARE)
        organisations = columns_of(cursor, "contacts_organisation", ORGANISATION_CHANGES)
        cursor.execute(ORGANISATIONS.format(**organisations), values)
        for table, changes in COPIES.items():
            key = "id" if table == "referrals_referral" else "referral_id"
            columns = columns_of(cursor, table, changes)
            cursor.execute(COPY.format(table=table, key=key, **columns), values)
        cursor.execute("VACUUM ANALYZE")


def columns_of(cursor: Any, table: str, changes: dict[str, str]) -> dict[str, str]:
    """All columns of a table that can be written, and what a copy has in each."""
    cursor.execute(
        "SELECT column_name FROM information_schema.columns "
        "WHERE table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    )
    names = [name for (name,) in cursor.fetchall()]
    return {
        "columns": ", ".join(f'"{name}"' for name in names),
        "values": ", ".join(changes.get(name, f't."{name}"') for name in names),
    }
