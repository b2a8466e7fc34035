"""Referrals by the hundred thousand: real ones made by the services, then copied by the database.

A copy gets ids of its own (derived from the original's and its number), a reference and an
organisation of its own; ciphertexts are copied as bytes, so copies weigh what originals weigh but
do not open. What the benchmarks open is an original.
"""

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

ORGANISATIONS = f"""
INSERT INTO contacts_organisation
SELECT (jsonb_populate_record(o, jsonb_build_object(
    'id', {FIRST_COPY} + n, 'slug', 'bench-' || n, 'public_id', gen_random_uuid(),
    'name', 'Bench ' || n, 'name_en', 'Bench ' || n, 'name_nl', 'Bench ' || n,
    'name_fr', 'Bench ' || n))).*
FROM generate_series(%(begin)s / {PER_ORGANISATION}, (%(end)s - 1) / {PER_ORGANISATION}) n
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM contacts_organisation
      WHERE country_id IS NOT NULL AND id < {FIRST_COPY}) model ON model.place = n %% 50
JOIN contacts_organisation o ON o.id = model.id
ON CONFLICT DO NOTHING
"""

# Per table: what differs in the copy. `n` is its number, `t` the original row. The recipient is
# the next organisation but one, so that every organisation also receives its hundred.
SENDER = "pg_temp.place(n)"
OTHER = f"{FIRST_COPY} + (n / {PER_ORGANISATION} + 1) %% greatest(1, %(end)s / {PER_ORGANISATION})"
COPIES = {
    "referrals_referral": f"""'id', pg_temp.m(t.id, n),
        'reference', 'B' || lpad(to_hex(n), 8, '0'), 'sender_organisation_id', {SENDER},
        'sent_at', t.sent_at - (n %% 100000) * interval '5 minutes'""",
    "referrals_request": f"""'id', pg_temp.m(t.id, n), 'referral_id', pg_temp.m(t.referral_id, n),
        'organisation_id', {OTHER}, 'secretariat_told_at', now()""",
    "referrals_party": f"""'id', pg_temp.m(t.id, n), 'referral_id', pg_temp.m(t.referral_id, n),
        'request_id', pg_temp.m(t.request_id, n), 'sender_organisation_id', {SENDER},
        'organisation_id', CASE t.side WHEN 'sender' THEN {SENDER} ELSE {OTHER} END,
        'reference', 'B' || lpad(to_hex(n), 8, '0'),
        'sort_at', t.sort_at - (n %% 100000) * interval '5 minutes'""",
    "referrals_codedvalue": """'id', pg_temp.m(t.id, n),
        'referral_id', pg_temp.m(t.referral_id, n)""",
    "referrals_event": f"""'id', pg_temp.m(t.id, n), 'referral_id', pg_temp.m(t.referral_id, n),
        'request_id', pg_temp.m(t.request_id, n), 'organisation_id', {SENDER}""",
    "referrals_datakey": "'referral_id', pg_temp.m(t.referral_id, n)",
    "referrals_identity": "'referral_id', pg_temp.m(t.referral_id, n)",
}
COPY = """
INSERT INTO {table}
SELECT (jsonb_populate_record(t, jsonb_build_object({changes}))).*
FROM generate_series(%(begin)s, %(end)s - 1) n
JOIN {table} t ON t.{key} = (%(originals)s::uuid[])[1 + n %% array_length(%(originals)s::uuid[], 1)]
"""


def grow(connection: Connection, originals: list[str], begin: int, end: int) -> None:
    """Add copies number `begin` to `end` of the original referrals, then refresh statistics."""
    values = {"begin": begin, "end": end, "originals": originals}
    with connection.cursor() as cursor:
        cursor.execute(PREPARE)
        cursor.execute(ORGANISATIONS, values)
        for table, changes in COPIES.items():
            key = "id" if table == "referrals_referral" else "referral_id"
            cursor.execute(COPY.format(table=table, changes=changes, key=key), values)
        cursor.execute("ANALYZE")
