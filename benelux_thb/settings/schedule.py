"""What beat starts, and when. Times are those of Brussels (CELERY_TIMEZONE)."""

from typing import Any

from celery.schedules import crontab

CELERY_BEAT_SCHEDULE: dict[str, Any] = {
    "relay-outbox": {
        "task": "notifications.tasks.relay_outbox",
        "schedule": 5.0,
        "options": {"expires": 10},  # a worker that was away starts with what is due now
    },
    "compose-digests": {"task": "notifications.tasks.compose_digests", "schedule": 60.0},
    "purge-notices": {
        "task": "notifications.tasks.purge_notices",
        "schedule": crontab(hour=3, minute=40),
    },
    "tidy-sessions": {
        "task": "accounts.tasks.tidy_sessions",
        "schedule": crontab(minute=20),
    },
    "release-left-work": {"task": "accounts.tasks.release_left_work", "schedule": 120.0},
    "review-members": {
        "task": "accounts.tasks.review_members",
        "schedule": crontab(hour=7, minute=50),
    },
    "remind-to-confirm-entries": {
        "task": "accounts.tasks.remind_to_confirm_entries",
        "schedule": crontab(hour=7, minute=30),
    },
    "remind-of-room": {"task": "accounts.tasks.remind_of_room", "schedule": crontab(minute=35)},
    "look-for-new-entries": {
        "task": "contacts.tasks.look_for_new_entries",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "forget-what-was-kept": {
        "task": "contacts.tasks.forget_what_was_kept",
        "schedule": crontab(hour=3, minute=5),
    },
    "forget-notes-on-entries": {
        "task": "contacts.tasks.forget_notes",
        "schedule": crontab(hour=3, minute=0),
    },
    "escalate-overdue-referrals": {
        "task": "referrals.tasks.escalate_overdue",
        "schedule": 30.0,
    },
    "scan-waiting-files": {
        "task": "referrals.tasks.scan_waiting_files",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "sweep-lost-exports": {"task": "referrals.tasks.sweep_lost_exports", "schedule": 60.0},
    "delete-expired-exports": {
        "task": "referrals.tasks.delete_expired_exports",
        "schedule": 900.0,
    },
    "expire-drafts": {
        "task": "referrals.tasks.expire_drafts",
        "schedule": crontab(minute=20),
    },
    "forget-answered-calls": {
        "task": "accounts.tasks.forget_answered_calls",
        "schedule": crontab(minute=50),
    },
    "relay-webhooks": {
        "task": "referrals.tasks.relay_webhooks",
        "schedule": 5.0,
        "options": {"expires": 10},
    },
    "forget-old-deliveries": {
        "task": "referrals.tasks.forget_old_deliveries",
        "schedule": crontab(hour=3, minute=50),
    },
    "sweep-lost-exchanges": {"task": "exchange.tasks.sweep_lost_exchanges", "schedule": 60.0},
    "delete-expired-exchanges": {
        "task": "exchange.tasks.delete_expired_exchanges",
        "schedule": 900.0,
    },
    "sweep-stalled-reports": {
        "task": "reports.tasks.sweep_stalled_runs",
        "schedule": 10.0,
    },
    "start-due-reports": {"task": "reports.tasks.start_due_drafts", "schedule": 3600.0},
    "refresh-reports": {"task": "reports.tasks.refresh_figures", "schedule": crontab(hour=4)},
    "remind-of-reports": {
        "task": "reports.tasks.remind_of_steps",
        "schedule": crontab(hour=7, minute=40),
    },
    "settle-votes-on-reports": {
        "task": "reports.tasks.settle_votes",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "mail-reports": {
        "task": "reports.tasks.mail_reports",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "find-duplicates": {"task": "referrals.tasks.find_duplicates", "schedule": 60.0},
    "erase-expired-referrals": {
        "task": "referrals.tasks.erase_expired",
        "schedule": crontab(hour=2, minute=40),
    },
    "sweep-brochures": {
        "task": "guide.tasks.sweep_brochures",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "bring-counts-of-the-guide-over": {
        "task": "guide.tasks.bring_counts_over",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "forget-remarks-on-the-guide": {
        "task": "guide.tasks.forget_remarks",
        "schedule": crontab(hour=2, minute=55),
    },
    "look-for-changes-of-the-guide": {
        "task": "guide.tasks.look_for_changes",
        "schedule": 300.0,
    },
    "release-ended-years": {
        "task": "reports.tasks.release_ended_years",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "remind-of-rights": {"task": "rights.tasks.remind_of_terms", "schedule": 600.0},
    "forget-settled-requests": {
        "task": "rights.tasks.forget_texts",
        "schedule": crontab(hour=2, minute=50),
    },
    "note-translations": {"task": "guide.tasks.note_translations", "schedule": 15 * 60.0},
    "follow-trainings": {"task": "trainings.tasks.follow_calendar", "schedule": 15 * 60.0},
    "publish-guide": {"task": "guide.tasks.publish_due", "schedule": 60.0},
    "close-written-procedures": {
        "task": "workinggroup.tasks.close_procedures",
        "schedule": crontab(minute=2),
    },
    "remind-of-written-procedures": {
        "task": "workinggroup.tasks.remind_of_procedures",
        "schedule": crontab(hour=7, minute=45),
    },
    "send-signals-of-the-week": {
        "task": "workinggroup.tasks.send_signals_of_the_week",
        "schedule": crontab(hour=8, minute=10, day_of_week="monday"),
    },
    "sweep-lost-certificates": {
        "task": "trainings.certificates.tasks.sweep_lost_runs",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "follow-evaluations": {
        "task": "trainings.aftercare_tasks.follow_evaluations",
        "schedule": crontab(minute=5),
    },
    "remind-of-trainings": {
        "task": "trainings.aftercare_tasks.remind_participants",
        "schedule": crontab(hour=8, minute=10),
    },
    "forget-participants": {
        "task": "trainings.aftercare_tasks.forget_participants",
        "schedule": crontab(hour=2, minute=45),
    },
    "scan-waiting-materials": {
        "task": "trainings.materials.tasks.scan_waiting_materials",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "remind-of-action-points": {
        "task": "workinggroup.tasks.remind_of_actions",
        "schedule": crontab(hour=7, minute=55),
    },
    "forget-people-of-the-group": {
        "task": "workinggroup.tasks.forget_people",
        "schedule": crontab(hour=3, minute=40),
    },
    "witness-audit-trail": {
        "task": "protection.tasks.witness_audit_trail",
        "schedule": crontab(hour=3, minute=10),
    },
}
