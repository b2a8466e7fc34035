"""Which help stands at the foot of a page: what happens with what one enters, and who sees it.

By the address of the page, so that its template need not know; texts are in templates/help/.
"""

# Route name, or the namespace of its app, -> the job. The full name goes first.
JOBS = {
    "referrals:create": "filing",
    "referrals:draft": "filing",
    "referrals:step": "filing",
    "referrals:check": "filing",
    "referrals:delete_draft": "filing",
    "referrals:identity": "identity",
    "referrals:edit_identity": "identity",
    "referrals:request_move": "move",
    "referrals:move": "move",
    "referrals:list": "lists",
    "referrals:sent": "lists",
    "referrals:drafts": "lists",
    "referrals": "case",
    "contacts": "contacts",
    "guide": "guide",
    "trainings": "trainings",
    "workinggroup": "workinggroup",
    "reports": "reports",
    "account": "account",
}


def help_template(view_name: str, section: str) -> str:
    """The template with the help for a page, or "" where there is none.

    `section` is the part of the portal (benelux_thb.context.Portal.section).
    """
    job = JOBS.get(view_name) or JOBS.get(section, "")
    return f"help/{job}.html" if job else ""
