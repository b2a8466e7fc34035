"""What every role gets where teams work, questions are worded, and danger is watched."""

from accounts.models import Role

from .readers import EVERY_CASE_WORKER, only, signed_in

OF_MEMBERS: dict[str, dict[str, int]] = {
    # A team lead has one organisation, and is sent there.
    "/nl/members/": {**only(Role.OPERATOR), Role.TEAM_LEAD: 302},
    "/nl/members/of/<slug>/": only(Role.TEAM_LEAD, Role.OPERATOR),
    "/nl/members/of/<slug>/invite/": only(Role.TEAM_LEAD, Role.OPERATOR),
    "/nl/members/invitations/<invitation_id>/send/": signed_in(405),
    "/nl/members/invitations/<invitation_id>/withdraw/": signed_in(405),
    "/nl/members/of/<slug>/programs/": only(Role.TEAM_LEAD, Role.OPERATOR),
    "/nl/members/programs/<account_id>/token/": only(Role.TEAM_LEAD, Role.OPERATOR),
    "/nl/members/programs/<account_id>/end/": only(Role.TEAM_LEAD, Role.OPERATOR),
    "/nl/members/tokens/<token_id>/revoke/": only(Role.TEAM_LEAD, Role.OPERATOR),
    "/nl/members/<membership_id>/role/": only(Role.TEAM_LEAD, Role.OPERATOR),
    "/nl/members/<membership_id>/leave/": only(Role.TEAM_LEAD, Role.OPERATOR),
    "/nl/members/<membership_id>/return/": signed_in(405),
    "/nl/members/<membership_id>/confirm/": signed_in(405),
}
OF_DANGER_AND_QUESTIONS: dict[str, dict[str, int]] = {
    "/nl/contacts/questions/": only(Role.EDITOR),
    "/nl/contacts/questions/add/": only(Role.EDITOR),
    "/nl/contacts/questions/<question_code>/": only(Role.EDITOR),
    "/nl/contacts/questions/<question_code>/change/": only(Role.EDITOR),
    "/nl/contacts/questions/<question_code>/retire/": signed_in(405),
    "/nl/contacts/questions/<question_code>/restore/": signed_in(405),
    "/nl/referrals/dangers/": only(Role.DPO),
    "/nl/referrals/<referral_id>/danger/": only(),
    "/nl/referrals/<referral_id>/danger/<opening_id>/end/": signed_in(405),
}
OF_TEAMWORK: dict[str, dict[str, int]] = {
    "/nl/referrals/calendar/": only(*EVERY_CASE_WORKER),
    "/nl/referrals/exports/<list_name>/": only(*EVERY_CASE_WORKER),
    "/nl/referrals/exports/<export_id>/file/": signed_in(404),
    "/nl/referrals/names/": only(*EVERY_CASE_WORKER),
    "/nl/referrals/triage/": only(Role.CONTACT_POINT),
    "/nl/referrals/duty/": only(Role.CONTACT_POINT),
    "/nl/referrals/duty/<shift_id>/delete/": signed_in(405),
    "/nl/referrals/filters/<list_name>/": signed_in(405),
    "/nl/referrals/filters/<filter_id>/forget/": signed_in(405),
    "/nl/referrals/absences/": only(*EVERY_CASE_WORKER),
    "/nl/referrals/absences/<absence_id>/end/": signed_in(405),
}
