"""All routes of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

import tequio.catalogue.records.converters  # noqa: F401 - the converter of public ids
from tequio.front import sitemap
from tequio.front import views as front
from tequio.ground.metrics.views import metrics
from tequio.ground.people.elsewhere.views import back
from tequio.ground.source.archive import FILE
from tequio.ground.source.views import file as archive

handler400 = "tequio.ground.faults.bad_request"

urlpatterns = [
    path("healthz", front.healthz, name="healthz"),
    path("metrics", metrics, name="metrics"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<int:page>.xml", sitemap.records, name="sitemap-page"),
    path(f"source/{FILE}", archive, name="source-file"),
    path("r/<publicid:public_id>", front.short, name="short"),
    path("account/back/", back, name="elsewhere-back"),
    path("", include("tequio.catalogue.attachments.urls")),
    path("", include("tequio.ground.spaces.look.urls")),
    *i18n_patterns(
        # First, since in the last hours of a vote most requests are taps on a ballot.
        path("", include("tequio.decide.ballots.urls")),
        path("account/", include("tequio.ground.people.urls")),
        path("account/", include("allauth.urls")),
        path("", include("tequio.ground.urls")),
        path("", include("tequio.catalogue.publishing.urls")),
        path("", include("tequio.catalogue.comparing.urls")),
        path("", include("tequio.catalogue.showings.urls")),
        path("", include("tequio.catalogue.discussion.urls")),
        path("", include("tequio.catalogue.questions.urls")),
        path("", include("tequio.know.practices.writing")),
        path("", include("tequio.decide.proposals.urls")),
        path("", include("tequio.decide.budgets.urls")),
        path("", include("tequio.decide.valuations.urls")),
        path("", include("tequio.decide.electorates.urls")),
        path("", include("tequio.decide.results.urls")),
        path("", include("tequio.decide.past.urls")),
        path("", include("tequio.decide.logs.urls")),
        path("", include("tequio.front.urls")),
    ),
]

if settings.DEMO:
    urlpatterns.append(path("demo/", include("tequio.front.demo.urls")))
