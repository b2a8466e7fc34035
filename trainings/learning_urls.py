"""Addresses of what happens in and after a training: calendar, attendance, certificates,
evaluation, materials."""

from django.urls import path

from trainings.views import attendance, calendar, certificates, evaluation, materials

urlpatterns = [
    path("calendar/", calendar.month_page, name="calendar"),
    path("calendar/address/", calendar.feed_settings, name="feed"),
    path("certificate/", certificates.check, name="check_certificate"),
    path("certificates/", certificates.own, name="certificates"),
    path(
        "certificates/<uuid:certificate_id>/file/",
        certificates.certificate_file,
        name="certificate_file",
    ),
    path("<uuid:training_id>/calendar.ics", calendar.training_file, name="calendar_file"),
    path("<uuid:training_id>/attendance/", attendance.half_days, name="attendance"),
    path(
        "<uuid:training_id>/attendance/<int:half_day_id>/",
        attendance.attendance_list,
        name="attendance_list",
    ),
    path(
        "<uuid:training_id>/certificates/",
        certificates.of_training,
        name="training_certificates",
    ),
    path("<uuid:training_id>/certificates/revoke/", certificates.revoke_all, name="revoke_all"),
    path(
        "<uuid:training_id>/certificates/<uuid:certificate_id>/revoke/",
        certificates.revoke,
        name="revoke_certificate",
    ),
    path("evaluation/", evaluation.answer_by_link, name="evaluation_by_link"),
    path("evaluation/<str:token>/", evaluation.link, name="evaluation_link"),
    path("<uuid:training_id>/evaluation/", evaluation.answer, name="evaluation"),
    path("<uuid:training_id>/evaluation/results/", evaluation.results, name="evaluation_results"),
    path("tools/", materials.library_page, name="library"),
    path("tools/add/", materials.add, name="add_material"),
    path("tools/<uuid:material_id>/", materials.material_page, name="material"),
    path("tools/<uuid:material_id>/change/", materials.change, name="change_material"),
    path("tools/<uuid:material_id>/version/", materials.add_version, name="add_version"),
    path("tools/<uuid:material_id>/withdraw/", materials.withdraw, name="withdraw_material"),
    path("tools/<uuid:material_id>/<int:number>/", materials.material_file, name="material_file"),
    path("<uuid:training_id>/tools/add/", materials.add, name="add_to_training"),
]
