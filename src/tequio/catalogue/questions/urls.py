"""Routes of the questions of a space."""

from django.urls import path

from tequio.catalogue.questions import views

urlpatterns = [
    path("<slug:space>/template/<slug:kind>/", views.template, name="template"),
    path("<slug:space>/template/<slug:kind>/new/", views.question, name="template-question-new"),
    path("<slug:space>/template/<slug:kind>/part/new/", views.part, name="template-part-new"),
    path("<slug:space>/template/<slug:kind>/part/<slug:key>/", views.part, name="template-part"),
    path("<slug:space>/template/<slug:kind>/preview/", views.preview, name="template-preview"),
    path("<slug:space>/template/<slug:kind>/question/<slug:key>/", views.question, name="template-question"),
]
