"""Addresses of the working group, under a language."""

from django.urls import include, path

from workinggroup.views import bodies, exports, meetings, minutes, procedures

app_name = "workinggroup"
urlpatterns = [
    path("", bodies.home, name="home"),
    path("bodies/<slug:body>/", bodies.body_page, name="body"),
    path("bodies/<slug:body>/rules/", bodies.rules, name="rules"),
    path("bodies/<slug:body>/seats/add/", bodies.seat_add, name="seat_add"),
    path("seats/<int:seat_id>/end/", bodies.seat_end, name="seat_end"),
    path("exports/<slug:table_name>.xlsx", exports.export, name="export"),
    path("procedures/", procedures.procedure_list, name="procedures"),
    path("procedures/open/", procedures.procedure_open, name="procedure_open"),
    path("procedures/<uuid:procedure_id>/", procedures.procedure_page, name="procedure"),
    path("meetings/", meetings.meeting_list, name="meetings"),
    path("meetings/plan/", meetings.plan, name="plan"),
    path("meetings/<int:meeting_id>/", meetings.meeting, name="meeting"),
    path("meetings/<int:meeting_id>/change/", meetings.plan, name="change"),
    path("meetings/<int:meeting_id>/cancel/", meetings.cancel, name="cancel"),
    path("meetings/<int:meeting_id>/agenda/add/", meetings.item, name="item_add"),
    path("meetings/<int:meeting_id>/agenda/<int:item_id>/", meetings.item, name="item"),
    path(
        "meetings/<int:meeting_id>/agenda/<int:item_id>/remove/",
        meetings.remove_item,
        name="item_remove",
    ),
    path("meetings/<int:meeting_id>/invite/", meetings.invite, name="invite"),
    path("meetings/<int:meeting_id>/reply/", meetings.reply, name="reply"),
    path("meetings/<int:meeting_id>/meeting.ics", meetings.calendar, name="calendar"),
    path("meetings/<int:meeting_id>/presence/", minutes.presence, name="presence"),
    path("meetings/<int:meeting_id>/documents/add/", minutes.paper_add, name="paper_add"),
    path("documents/<int:paper_id>/", minutes.paper, name="paper"),
    path("documents/<int:paper_id>/remove/", minutes.paper_remove, name="paper_remove"),
    path("meetings/<int:meeting_id>/minutes/", minutes.minutes_write, name="minutes"),
    path("meetings/<int:meeting_id>/minutes/ask/", minutes.minutes_ask, name="minutes_ask"),
    path("meetings/<int:meeting_id>/decisions/add/", minutes.decision_add, name="decision_add"),
    path("meetings/<int:meeting_id>/actions/add/", minutes.action_add, name="action_add"),
    path("actions/<int:action_id>/done/", minutes.action_done, name="action_done"),
    path("", include("workinggroup.practice_urls")),
]
