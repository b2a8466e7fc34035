"""Addresses of shared data and of the changes proposed to them, under those of the directory."""

from django.urls import path

from contacts import proposal_views as views

urlpatterns = [
    path("", views.proposal_list, name="shared_data"),
    path("<int:proposal_id>/", views.proposal_page, name="data_proposal"),
    path("<int:proposal_id>/withdraw/", views.proposal_withdraw, name="data_withdraw"),
    path("<int:proposal_id>/put-back/", views.proposal_back, name="data_back"),
    path("translations/", views.words_agree, name="data_words"),
    path("lists/", views.code_lists, name="code_lists"),
    path("lists/<slug:within>/", views.code_list, name="code_list"),
    path("lists/<slug:within>/add/", views.code_edit, name="code_add"),
    path("lists/<slug:within>/<int:code_id>/", views.code_edit, name="code_edit"),
    path("<str:country_code>/<slug:part>/add/", views.row_edit, name="data_add"),
    path("<str:country_code>/<slug:part>/<str:row_key>/", views.row_edit, name="data_edit"),
    path(
        "<str:country_code>/<slug:part>/<str:row_key>/remove/", views.row_remove, name="data_remove"
    ),
]
