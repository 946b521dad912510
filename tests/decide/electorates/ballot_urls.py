"""The site's routes, and where the ballot will be: its page is another room's."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponse
from django.urls import path

from tequio.urls import urlpatterns as site

urlpatterns = [
    *site,
    *i18n_patterns(
        path(
            "<slug:space>/budget/<slug:budget>/vote/ballot/",
            lambda request, space, budget: HttpResponse("the ballot"),
            name="ballot",
        )
    ),
]
