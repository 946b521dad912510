"""Routes of what spaces show from elsewhere."""

from django.urls import path

from tequio.catalogue.showings import views

urlpatterns = [path("<slug:space>/shown/", views.shown, name="shown")]
