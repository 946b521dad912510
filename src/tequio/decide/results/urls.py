"""Routes after a vote, below an edition."""

from django.urls import path

from tequio.decide.results import desk, views

EDITION = "<slug:space>/budget/<slug:budget>"

urlpatterns = [
    path(f"{EDITION}/check/", views.check, name="check"),
    path(f"{EDITION}/result/", views.result, name="result"),
    path(f"{EDITION}/result/contest/<slug:contest>/", views.contest, name="result-contest"),
    path(f"{EDITION}/result/projects.csv", views.table, {"form": "csv"}, name="result-table"),
    path(f"{EDITION}/result/projects.json", views.table, {"form": "json"}, name="result-table-json"),
    path(f"{EDITION}/result/file/<str:name>", views.file, name="result-file"),
    path(f"{EDITION}/settlement/", desk.settlement, name="settlement"),
    path(f"{EDITION}/settlement/intrusion/<int:pk>/", desk.intrusion, name="intrusion"),
]
