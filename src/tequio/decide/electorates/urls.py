"""Routes of who may vote, below an edition."""

from django.urls import path

from tequio.decide.electorates import desk, views
from tequio.decide.electorates.appeals import views as appeals

EDITION = "<slug:space>/budget/<slug:budget>"

urlpatterns = [
    path(f"{EDITION}/vote/", views.vote, name="vote"),
    path(f"{EDITION}/roll/", views.roll, name="roll"),
    path(f"{EDITION}/roll/appeal/", appeals.appeal, name="appeal"),
    path(f"{EDITION}/electorate/", desk.electorate, name="electorate"),
    path(f"{EDITION}/electorate/census/", desk.census, name="census"),
    path(f"{EDITION}/electorate/roll/", desk.roll_desk, name="roll-desk"),
    path(f"{EDITION}/electorate/person/", desk.enter, name="roll-person"),
    path(f"{EDITION}/electorate/letters/", desk.letters, name="roll-letters"),
    path(f"{EDITION}/electorate/letters/<int:number>.pdf", desk.letter_file, name="roll-letters-file"),
    path(f"{EDITION}/electorate/appeals/", appeals.appeals, name="roll-appeals"),
    path(f"{EDITION}/electorate/appeals/<int:pk>/", appeals.decide, name="roll-appeal"),
]
