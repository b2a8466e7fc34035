"""Addresses of the directory, under a language."""

from django.urls import include, path

from contacts import (
    capacity_views,
    entry_views,
    finding_views,
    keeping_views,
    note_views,
    partnership_views,
    question_views,
    upkeep_views,
    views,
)

app_name = "contacts"
urlpatterns = [
    path("", views.organisation_list, name="list"),
    path("suggestions/", finding_views.suggestions, name="suggestions"),
    path("map/", finding_views.map_page, name="map"),
    path("compare/", finding_views.compare_page, name="compare"),
    path("tonight/", finding_views.tonight_page, name="tonight"),
    path("favourites/", keeping_views.favourites, name="favourites"),
    path("searches/", keeping_views.search_list, name="searches"),
    path("searches/add/", keeping_views.search_add, name="search_add"),
    path("searches/<uuid:search_id>/", keeping_views.search_page, name="search"),
    path("searches/<uuid:search_id>/change/", keeping_views.search_change, name="search_change"),
    path("<slug:slug>/favourite/", keeping_views.favourite, name="favourite"),
    path("questions/", question_views.question_list, name="questions"),
    path("questions/add/", question_views.question_add, name="question_add"),
    path("questions/<slug:question_code>/", question_views.question_page, name="question"),
    path(
        "questions/<slug:question_code>/change/",
        question_views.question_change,
        name="question_change",
    ),
    path(
        "questions/<slug:question_code>/retire/",
        question_views.question_retire,
        name="question_retire",
    ),
    path(
        "questions/<slug:question_code>/restore/",
        question_views.question_restore,
        name="question_restore",
    ),
    path("countries/", include("contacts.country_urls")),
    path("shared-data/", include("contacts.proposal_urls")),
    path("notes/", note_views.note_list, name="notes"),
    path("notes/<uuid:note_id>/", note_views.note_page, name="note"),
    path("<slug:slug>/something-wrong/", note_views.note_add, name="note_add"),
    path("<slug:slug>/card.vcf", views.organisation_card, name="card"),
    path("<slug:slug>/card.svg", views.organisation_square, name="square"),
    path("<slug:slug>/partnerships/", partnership_views.partnership_add, name="partnership_add"),
    path(
        "<slug:slug>/partnerships/<uuid:partnership_id>/",
        partnership_views.partnership_change,
        name="partnership_change",
    ),
    path(
        "<slug:slug>/partnerships/<uuid:partnership_id>/end/",
        partnership_views.partnership_end,
        name="partnership_end",
    ),
    path("stale/", upkeep_views.stale, name="stale"),
    path("<slug:slug>/", views.organisation_detail, name="detail"),
    path("<slug:slug>/edit/", entry_views.organisation_edit, name="edit"),
    path("<slug:slug>/edit/discard/", entry_views.draft_discard, name="draft_discard"),
    path("<slug:slug>/proposals/<int:draft_id>/", entry_views.proposal, name="proposal"),
    path("<slug:slug>/confirm/", upkeep_views.confirm, name="confirm"),
    path("<slug:slug>/history/", upkeep_views.history, name="history"),
    path("<slug:slug>/history/<int:number>/", upkeep_views.version, name="version"),
    path("<slug:slug>/capacity/", capacity_views.capacity_page, name="capacity"),
    path(
        "<slug:slug>/capacity/<int:capacity_id>/undo/",
        capacity_views.capacity_undo,
        name="capacity_undo",
    ),
]
