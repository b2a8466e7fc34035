from django.db import migrations

from protection.rls import grant


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0006_consent_sheet"),
        ("guide", "0001_initial"),
    ]

    operations = [
        # The figures of a report: codes and counts, no text and nobody's id.
        grant(
            "guide_feedback",
            {"portal_stats": "SELECT (id, page_id, language, helped, day)"},
        ),
        grant("guide_page", {"portal_stats": "SELECT (id, slug, kind, topic, country_id)"}),
        grant("guide_pageuse", {"portal_stats": "SELECT"}),
        grant("guide_download", {"portal_stats": "SELECT"}),
        grant(
            "guide_copies",
            {"portal_stats": "SELECT (id, country_id, kind, language, number, day)"},
        ),
    ]
