"""Terms in months, and forgetting a row: what every app needs that erases what is past its term.

The database forgets by default: `protection_forget` empties every column of a row but those named,
so that a column a later migration adds is forgotten until somebody decides otherwise.
"""

from calendar import monthrange
from datetime import datetime

# Sets each column that is not kept to NULL, or to the empty value of its type. A type it does not
# know makes it fail, and with it the whole erasure: never half.
FORGET = r"""
CREATE FUNCTION protection_forget(place regclass, key_column text, key uuid, kept text[])
RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    emptied text;
BEGIN
    SELECT string_agg(format('%I = ', a.attname) || CASE
            WHEN NOT a.attnotnull THEN 'NULL'
            WHEN t.typname = 'bytea' THEN '''''::bytea'
            WHEN t.typname = 'jsonb' THEN '''{}''::jsonb'
            WHEN t.typcategory = 'S' THEN ''''''
            WHEN t.typcategory = 'A' THEN '''{}'''
            WHEN t.typcategory = 'B' THEN 'false'
            WHEN t.typcategory = 'N' THEN '0'
            ELSE 'nobody_said_how_to_forget_this' END, ', ')
        INTO emptied
        FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
        WHERE a.attrelid = place AND a.attnum > 0 AND NOT a.attisdropped
            AND a.attgenerated = '' AND a.attname <> ALL (kept);
    IF emptied IS NOT NULL THEN
        EXECUTE format('UPDATE %s SET %s WHERE %I = $1', place, emptied, key_column) USING key;
    END IF;
END
$$;
REVOKE ALL ON FUNCTION protection_forget(regclass, text, uuid, text[]) FROM PUBLIC;
"""


def add_months(moment: datetime, months: int) -> datetime:
    """The same day and hour so many months later (earlier when negative), or the month's last."""
    index = moment.year * 12 + moment.month - 1 + months
    year, month = divmod(index, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
