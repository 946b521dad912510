"""Routes of a record's history."""

from django.urls import path

from tequio.catalogue.comparing import views

urlpatterns = [path("<slug:space>/versions/<slug:public_id>/", views.versions, name="versions")]
