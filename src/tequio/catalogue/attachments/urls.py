"""Routes of files; they have no language."""

from django.urls import path

from tequio.catalogue.attachments import views

urlpatterns = [path("files/<int:pk>/<str:name>", views.file, name="file")]
