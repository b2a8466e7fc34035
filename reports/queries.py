"""What the statistics role is asked: each query returns groups, never a row of its own.

The role reads codes and times, and nothing that identifies a person.
"""

IN_PERIOD = "r.state <> 'draft' AND r.sent_at >= %(start)s AND r.sent_at < %(end)s"

# What a country has a part in: it sent the referral, or was asked to receive the person.
OF_COUNTRY = "(r.sender_country = %(scope)s OR r.destination_country_id = %(scope)s)"

REFERRALS = f"""
SELECT grouping(month, sender_country, receiver, gender, age, urgency, stage, citizenship,
                sender_kind, handed) AS part,
       month, sender_country, receiver, gender, age, urgency, stage, outcome, adequacy,
       citizenship, sender_kind, handed, count(*)
FROM (
    SELECT to_char(r.sent_at AT TIME ZONE 'Europe/Brussels', 'YYYY-MM') AS month,
           r.sender_country, r.destination_country_id AS receiver, r.gender, r.urgency,
           CASE (c.attributes ->> 'child')::boolean
                WHEN true THEN 'child' WHEN false THEN 'adult' ELSE 'unknown' END AS age,
           CASE WHEN r.state IN ('handed_over', 'closed', 'withdrawn') THEN r.state
                ELSE 'open' END AS stage,
           CASE WHEN r.state = 'closed' THEN r.outcome ELSE '' END AS outcome,
           CASE WHEN r.state = 'closed' THEN r.guide_sufficed ELSE '' END AS adequacy,
           r.citizenship_group AS citizenship, o.kind AS sender_kind,
           r.handed_over_at IS NOT NULL AS handed
    FROM referrals_referral r
    LEFT JOIN contacts_code c ON c.list_id = 'age_group' AND c.code = r.age_group
    LEFT JOIN contacts_organisation o ON o.id = r.sender_organisation_id
    WHERE {IN_PERIOD}
) AS sent
GROUP BY GROUPING SETS (
    (month), (sender_country, receiver), (urgency), (stage, outcome, adequacy), (citizenship),
    (sender_kind), (handed), (gender, sender_country, age)
)
"""  # noqa: S608 - fragments of our own
# A bit for each column of `grouping` that a row leaves out, first column first.
MONTH, PAIR, URGENT, STAGE = 0b0111111111, 0b1001111111, 0b1111101111, 0b1111110111
CITIZEN, KIND, HANDED, PERSON = 0b1111111011, 0b1111111101, 0b1111111110, 0b1010011111

# Which codes of one kind came together: a referral that has two of them is one referral.
CODED = f"""
SELECT kind, codes, count(*)
FROM (
    SELECT v.kind, array_agg(v.code) AS codes
    FROM referrals_codedvalue v JOIN referrals_referral r ON r.id = v.referral_id
    WHERE {IN_PERIOD} AND v.kind IN ('need', 'exploitation_form')
    GROUP BY v.kind, v.referral_id
) AS together
GROUP BY kind, codes
"""  # noqa: S608 - fragments of our own

GAPS = f"""
SELECT codes, count(*)
FROM (
    SELECT array_agg(DISTINCT g.code) AS codes
    FROM referrals_ratinggap g JOIN referrals_referral r ON r.id = g.referral_id
    WHERE {IN_PERIOD}
    GROUP BY g.referral_id
) AS together
GROUP BY codes
"""  # noqa: S608 - fragments of our own

# What became of a request; a yes that was not chosen is a yes all the same.
ANSWER = """
CASE WHEN q.state IN ('can_help', 'chosen') THEN 'can_help'
     WHEN q.state IN ('cannot_help', 'passed_on') THEN q.state
     WHEN q.state = 'released' AND q.answered_at IS NOT NULL THEN 'can_help'
     WHEN q.state = 'released' OR r.state IN ('closed', 'withdrawn') THEN 'cancelled'
     ELSE 'waiting' END
"""

REQUESTS = f"""
SELECT grouping(answer, country, taken_up, by_due, overdue) AS part,
       answer, reason, country, taken_up, by_due, overdue, count(*), avg(hours), count(hours)
FROM (
    SELECT {ANSWER} AS answer,
           CASE WHEN q.state = 'cannot_help' THEN q.decline_reason ELSE '' END AS reason,
           q.country_id AS country,
           CASE WHEN least(q.seen_at, q.answered_at) <= q.due_at THEN 'in_time'
                ELSE 'late' END AS taken_up,
           CASE WHEN q.answered_at <= q.due_at THEN 'in_time' ELSE 'late' END AS by_due,
           CASE WHEN q.due_at < %(now)s THEN 'overdue' ELSE 'in_time' END AS overdue,
           CASE WHEN q.state <> 'passed_on'
                THEN extract(epoch FROM q.answered_at - q.asked_at) / 3600 END AS hours
    FROM referrals_request q JOIN referrals_referral r ON r.id = q.referral_id
    WHERE {IN_PERIOD} AND q.asked_at IS NOT NULL
) AS asked
GROUP BY GROUPING SETS (
    (answer, reason), (answer, overdue), (country, taken_up), (country, by_due), (country)
)
"""  # noqa: S608 - fragments of our own
ANSWERED, WAITING, TAKEN_UP, BY_DUE, COUNTRY = 0b01111, 0b01110, 0b10011, 0b10101, 0b10111

# The sender's word on who answered; by the country that was asked.
RATINGS = f"""
SELECT r.destination_country_id, g.answered_in_time = 'no', g.answered_in_time <> '',
       g.effort IN ('much', 'too_much'), g.effort <> '', count(*)
FROM referrals_rating g JOIN referrals_referral r ON r.id = g.referral_id
WHERE {IN_PERIOD} AND g.side = 'sender'
GROUP BY 1, 2, 3, 4, 5
"""  # noqa: S608 - fragments of our own

HANDOVER = f"""
SELECT count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY hours),
       percentile_cont(0.9) WITHIN GROUP (ORDER BY hours)
FROM (
    SELECT extract(epoch FROM r.handed_over_at - r.sent_at) / 3600 AS hours
    FROM referrals_referral r WHERE {IN_PERIOD} AND r.handed_over_at IS NOT NULL
) AS handed
"""  # noqa: S608 - fragments of our own

TIMES = f"""
SELECT urgency, count(*), count(*) FILTER (WHERE hours <= allowed),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY hours),
       percentile_cont(0.9) WITHIN GROUP (ORDER BY hours),
       grouping(urgency)
FROM (
    SELECT r.urgency, extract(epoch FROM min(q.answered_at) - r.sent_at) / 3600 AS hours,
           (c.attributes ->> 'answer_within_hours')::float AS allowed
    FROM referrals_request q
    JOIN referrals_referral r ON r.id = q.referral_id
    LEFT JOIN contacts_code c ON c.list_id = 'urgency' AND c.code = r.urgency
    WHERE {IN_PERIOD} AND q.answered_at IS NOT NULL AND q.state <> 'passed_on'
    GROUP BY r.id, r.urgency, r.sent_at, c.attributes
) AS answered
GROUP BY GROUPING SETS ((urgency), ())
"""  # noqa: S608 - fragments of our own

DIRECTORY = """
SELECT c.code,
       (SELECT count(*) FROM contacts_organisation o WHERE o.country_id = c.code AND o.active),
       (SELECT count(*) FROM contacts_nationalcontactpoint p
        JOIN contacts_organisation o ON o.id = p.organisation_id
        WHERE p.country_id = c.code AND o.active)
FROM contacts_country c WHERE c.in_portal ORDER BY c."order", c.code
"""

CODES = """
SELECT list_id, code, name_nl, name_fr, name_en, attributes ->> 'since' FROM contacts_code
WHERE list_id = ANY(%(lists)s) AND (active OR list_id IN ('gender', 'urgency'))
ORDER BY list_id, "order", code
"""

COUNTRIES = """SELECT code, name_nl, name_fr, name FROM contacts_country ORDER BY "order", code"""
