"""Routes of actors."""

from django.urls import path

from tequio.know.actors import views

urlpatterns = [
    path("<slug:space>/actor/<publicid:public_id>", views.actor, name="actor-short"),
    path("<slug:space>/actor/<publicid:public_id>-<str:slug>", views.actor, name="actor"),
]
