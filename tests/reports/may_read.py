"""Which columns the statistics role may read, table by table: codes and times, and nobody's name.

A column that is new here has to be thought about: could it tell who somebody is?
"""

CODED: dict[str, set[str]] = {
    "contacts_code": {
        *("active", "attributes", "code", "id", "list_id"),
        *("name", "name_de", "name_en", "name_fr", "name_nl", "order"),
    },
    "contacts_country": {"code", "in_portal", "name", "name_fr", "name_nl", "order"},
    "contacts_nationalcontactpoint": {"country_id", "id", "order", "organisation_id"},
    "contacts_organisation": {"active", "country_id", "id", "kind"},
    "guide_copies": {"country_id", "day", "id", "kind", "language", "number"},
    "guide_download": {"country", "day", "id", "kind", "language", "number"},
    "guide_feedback": {"day", "helped", "id", "language", "page_id"},
    "guide_page": {"country_id", "id", "kind", "slug", "topic"},
    "guide_pageuse": {"day", "id", "language", "page", "views"},
    "referrals_codedvalue": {"code", "id", "kind", "referral_id"},
    "referrals_rating": {
        *("answered_in_time", "effort", "guide_sufficed", "id", "rated_at"),
        *("referral_id", "side"),
    },
    "referrals_ratinggap": {"code", "id", "rating_id", "referral_id"},
    "referrals_referral": {
        *("age_group", "agreed_at", "answered_at", "asking_order", "citizenship_group"),
        *("closed_at", "country_of_detection", "criminal_stage", "destination_country_id"),
        *("detected_by", "gender", "guide_sufficed", "handed_over_at", "id", "outcome"),
        *("reason", "release_to_first_yes", "residence_stage", "risk_level", "sender_country"),
        *("sender_organisation_id", "sent_at", "state", "urgency", "victim_status"),
        *("withdrawal_reason", "withdrawn_at"),
    },
    "referrals_request": {
        *("answer_channel", "answered_at", "asked_at", "chosen_as", "country_id"),
        *("decline_reason", "due_at", "escalated_at", "id", "organisation_id", "place_kind"),
        *("position", "referral_id", "seen_at", "state", "to_contact_point"),
    },
}
