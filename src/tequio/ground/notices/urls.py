"""Routes of notices."""

from django.urls import path

from tequio.ground.notices import views

urlpatterns = [
    path("account/me/notices/", views.my_notices, name="my-notices"),
    path("notices/stop/<str:token>/", views.stop_notices, name="stop-notices"),
]
