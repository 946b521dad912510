"""All routes of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from tequio.front import views as front

urlpatterns = [
    path("healthz", front.healthz, name="healthz"),
    *i18n_patterns(
        path("account/", include("tequio.ground.people.urls")),
        path("account/", include("allauth.urls")),
        path("", include("tequio.front.urls")),
    ),
]

if settings.DEMO:
    urlpatterns.append(path("demo/", include("tequio.front.demo.urls")))
