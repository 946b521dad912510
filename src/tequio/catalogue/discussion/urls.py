"""Routes of discussions."""

from django.urls import path

from tequio.catalogue.discussion import views

urlpatterns = [
    path("<slug:space>/record/<publicid:public_id>/discussion/", views.discussion, name="discussion")
]
