"""Routes of the log, below the language."""

from django.urls import path

from tequio.decide.logs import views

EDITION = "<slug:space>/budget/<slug:budget>"

urlpatterns = [
    path(f"{EDITION}/log/", views.log, name="vote-log"),
    path(f"{EDITION}/log.txt", views.leaves, name="vote-leaves"),
    path(f"{EDITION}/checkpoint", views.checkpoint, name="vote-checkpoint"),
    path(f"{EDITION}/checkpoints.jsonl", views.checkpoints, name="vote-checkpoints"),
    path(f"{EDITION}/freeze.json", views.freeze, name="vote-freeze"),
    path(f"{EDITION}/open/", views.open_, name="vote-open"),
    path(f"{EDITION}/withdraw/", views.withdraw, name="vote-withdraw"),
    path(f"{EDITION}/sheet/", views.sheet, name="vote-sheet"),
]
