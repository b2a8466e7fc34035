"""Addresses of the trainings, under a language."""

from django.urls import path

from trainings.learning_urls import urlpatterns as of_learning
from trainings.views import exports, lists, needs, places, sessions, writing

app_name = "trainings"
urlpatterns = [
    *of_learning,
    path("", lists.training_list, name="list"),
    path("save/", exports.trainings, name="save"),
    path("new/", writing.training_new, name="new"),
    path("needs/", needs.round_list, name="rounds"),
    path("needs/new/", needs.round_new, name="round_new"),
    path("needs/<int:round_id>/", needs.round_page, name="round"),
    path("needs/<int:round_id>/merge/", needs.needs_merge, name="merge"),
    path("needs/<int:round_id>/state/", needs.need_state, name="state"),
    path("needs/<int:round_id>/save/", exports.needs, name="save_needs"),
    path("needs/<int:round_id>/<slug:slug>/", needs.round_move, name="round_move"),
    path("need/<uuid:need_id>/", needs.need_page, name="need"),
    path("need/<uuid:need_id>/change/", needs.need_change, name="need_change"),
    path("need/<uuid:need_id>/support/", needs.need_support, name="support"),
    path("need/<uuid:need_id>/remark/", needs.need_comment, name="comment"),
    path("need/<uuid:need_id>/training/", needs.need_training, name="need_training"),
    path("place/<uuid:registration_id>/substitute/", places.substitute, name="substitute"),
    path("place/<uuid:registration_id>/<slug:slug>/", places.place_step, name="place_step"),
    path("<uuid:training_id>/", sessions.training_page, name="training"),
    path("<uuid:training_id>/participants/", exports.people, name="save_people"),
    path("<uuid:training_id>/register/", places.register, name="register"),
    path("<uuid:training_id>/nominate/", places.nominate, name="nominate"),
    path("<uuid:training_id>/move/<slug:slug>/", sessions.training_move, name="move"),
    path("<uuid:training_id>/edit/", writing.training_edit, name="edit"),
    path("<uuid:training_id>/edit/<slug:rows>/", writing.training_rows, name="edit_part"),
]
