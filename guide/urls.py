"""Addresses of the guide, under a language."""

from django.urls import path

from guide.views import (
    answers,
    brochure,
    editing,
    field,
    glossary,
    improving,
    links,
    moving,
    reading,
    spread,
)

app_name = "guide"
urlpatterns = [
    path("", reading.index, name="index"),
    path("now/", field.now, name="now"),
    path("checklist/", field.checklist, name="checklist"),
    # Its place decides which pages it serves: those of the guide in one language, no others.
    path("offline.js", field.offline, name="offline"),
    path("table/", reading.table, name="table"),
    path("compare/<slug:topic>/", reading.compare, name="compare"),
    path("brochure/", brochure.brochure, name="brochure"),
    path("brochure/copies/", spread.copies, name="copies"),
    path("brochure/copies/<int:copies_id>/remove/", spread.remove, name="remove_copies"),
    path("brochure/<slug:language>/", brochure.brochure_file, name="brochure_file"),
    path("brochure/<slug:language>/<int:number>/", brochure.brochure_file, name="brochure_edition"),
    path("improve/", improving.improve, name="improve"),
    path("answers/", answers.answer_list, name="answers"),
    path("answers/<int:feedback_id>/settle/", answers.settle_answer, name="settle"),
    path("glossary/", glossary.glossary_page, name="glossary"),
    path("glossary/add/", glossary.term_add, name="term_add"),
    path("glossary/<slug:term>/edit/", glossary.term_edit, name="term_edit"),
    path("glossary/<slug:term>/retire/", glossary.term_retire, name="term_retire"),
    path("glossary/<slug:term>/restore/", glossary.term_restore, name="term_restore"),
    path("edit/", editing.work_list, name="list"),
    path("edit/preview/", editing.preview, name="preview"),
    path("edit/links/", links.link_list, name="links"),
    path("edit/<slug:slug>/", editing.work_page, name="work"),
    path("edit/<slug:slug>/write/", editing.write_page, name="write"),
    path("edit/<slug:slug>/send/", moving.send, name="send"),
    path("edit/<slug:slug>/review/", moving.review, name="review"),
    path("edit/<slug:slug>/take-back/", moving.recall, name="recall"),
    path("edit/<slug:slug>/withdraw/", moving.withdraw, name="withdraw"),
    path("edit/<slug:slug>/difference/", moving.difference, name="difference"),
    path("edit/<slug:slug>/versions/<int:number>/", moving.version, name="version"),
    path("edit/<slug:slug>/versions/<int:number>/restore/", moving.restore_version, name="restore"),
    path("<slug:slug>/", reading.page, name="page"),
    path("<slug:slug>/feedback/", answers.feedback, name="feedback"),
]
