"""Addresses of the progress report."""

from django.urls import path

from reports import board, converters, evidence
from reports.opendata import act_views
from reports.views import blocks, life, reports

converters.register()
app_name = "reports"
ONE = "<uuid:report_id>/"
urlpatterns = [
    path("", reports.report_list, name="list"),
    path("evidence/", evidence.evidence, name="evidence"),
    path("board/", board.board, name="board"),
    path("chapters/", board.chapters, name="chapters"),
    path("publications/", act_views.overview, name="publications"),
    path("publications/propose/", act_views.propose, name="propose_publication"),
    path("publications/<uuid:publication_id>/", act_views.proposal, name="proposal"),
    path(
        "publications/<uuid:publication_id>/take-back/",
        act_views.take_back,
        name="take_back_proposal",
    ),
    path("publications/<slug:slug>/withdraw/", act_views.withdraw, name="withdraw_publication"),
    path(ONE, reports.report_detail, name="detail"),
    path(f"{ONE}progress/", reports.report_progress, name="progress"),
    path(f"{ONE}run/", reports.report_run_again, name="run_again"),
    path(f"{ONE}versions/<int:number>/", reports.report_detail, name="version"),
    path(f"{ONE}versions/<int:number>/difference/", life.difference, name="difference"),
    path(f"{ONE}texts/<slug:key>/", blocks.block_detail, name="block"),
    path(f"{ONE}texts/<slug:key>/comments/", blocks.comment, name="comment"),
    path(f"{ONE}comments/<uuid:comment_id>/resolve/", blocks.resolve, name="resolve"),
    path(f"{ONE}move/<slug:code>/", life.simple_move, name="move"),
    path(f"{ONE}make-files/", life.make_files, name="make_files"),
    path(f"{ONE}put/", life.put_to_vote, name="put"),
    path(f"{ONE}send/", life.send, name="send"),
    path(f"{ONE}sent/<uuid:dispatch_id>/receipt/", life.receipt, name="receipt"),
    path(f"{ONE}sent/<uuid:dispatch_id>/proof/", life.proof, name="proof"),
    path(f"{ONE}publish/", life.publish, name="publish"),
    path(f"{ONE}correct/", life.correct, name="correct"),
    path(f"{ONE}again/", life.try_again, name="try_again"),
    path(f"{ONE}figures/", life.newer_figures, name="figures"),
    path(f"{ONE}plan/", life.plan, name="plan"),
    path(f"{ONE}outside/", life.outside, name="outside"),
    path(f"{ONE}outside/<int:figure_id>/remove/", life.remove_outside, name="remove_outside"),
    path(f"{ONE}charts/<slug:language>/<slug:key>.svg", reports.report_chart, name="chart"),
    path(f"{ONE}files/<file_name:name>", reports.report_file, name="file"),
]
