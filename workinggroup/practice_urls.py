"""Addresses of practices, signals, the inquiry, programme and tasks, below the working group's."""

from django.urls import path

from workinggroup.declaration import views as declaration
from workinggroup.inquiry import views as inquiry
from workinggroup.practices import views as practices
from workinggroup.programme import views as programme
from workinggroup.signals import views as signals

PRACTICE = "practices/<int:practice_id>/"
SIGNAL = "signals/<int:signal_id>/"

urlpatterns = [
    path("practices/", practices.practice_list, name="practices"),
    path("practices/add/", practices.practice_add, name="practice_add"),
    path(PRACTICE, practices.practice_page, name="practice"),
    path(f"{PRACTICE}edit/", practices.practice_edit, name="practice_edit"),
    path(f"{PRACTICE}review/", practices.practice_review, name="practice_review"),
    path(f"{PRACTICE}moves/<slug:practice_step>/", practices.practice_move, name="practice_move"),
    path(f"{PRACTICE}comments/", practices.practice_comment, name="practice_comment"),
    path(
        f"{PRACTICE}comments/<int:comment_id>/remove/",
        practices.comment_remove,
        name="comment_remove",
    ),
    path(f"{PRACTICE}adopted/", practices.practice_adopt, name="practice_adopt"),
    path(
        f"{PRACTICE}adopted/<slug:adopted_country>/remove/",
        practices.practice_unadopt,
        name="practice_unadopt",
    ),
    path(f"{PRACTICE}files/", practices.practice_files, name="practice_files"),
    path(f"{PRACTICE}files/<int:file_id>/", practices.practice_file, name="practice_file"),
    path(f"{PRACTICE}files/<int:file_id>/remove/", practices.file_remove, name="file_remove"),
    path("signals/", signals.board, name="signals"),
    path("signals/post/", signals.signal_post, name="signal_post"),
    path("signals/week/<slug:week>/", signals.signals_of_week, name="signals_of_week"),
    path(SIGNAL, signals.signal_page, name="signal"),
    path(f"{SIGNAL}withdraw/", signals.signal_withdraw, name="signal_withdraw"),
    path("inquiry/", inquiry.inquiry, name="inquiry"),
    path("inquiry/position/", inquiry.position, name="inquiry_position"),
    path("inquiry/synthesis/", inquiry.synthesis, name="inquiry_synthesis"),
    path("inquiry/questions/add/", inquiry.question_write, name="inquiry_question_add"),
    path("inquiry/questions/<slug:inquiry_question>/", inquiry.question, name="inquiry_question"),
    path(
        "inquiry/questions/<slug:inquiry_question>/edit/",
        inquiry.question_write,
        name="inquiry_question_edit",
    ),
    path("tasks/", declaration.board, name="tasks"),
    path("tasks/<slug:task_code>/", declaration.task_write, name="task"),
    path("programme/", programme.programme, name="programme"),
    path("programme/<slug:programme_item>/", programme.item, name="programme_item"),
    path("topics/<slug:topic_code>/", programme.topic, name="topic"),
    path("topics/<slug:topic_code>/edit/", programme.topic_write, name="topic_write"),
    path("topics/<slug:topic_code>/add/", programme.entry_write, name="entry_add"),
    path("topics/<slug:topic_code>/<int:entry_id>/edit/", programme.entry_write, name="entry_edit"),
]
