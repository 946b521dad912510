"""Routes of the front, all below the language."""

from django.urls import include, path

from tequio.front import feeds, views
from tequio.front.spaces import views as spaces

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.finding, name="search"),
    path("search/feed", feeds.feed, name="feed"),
    path("spaces/", spaces.all_spaces, name="spaces"),
    path("<slug:space>/practices/", views.finding, {"kind": "practice"}, name="practices"),
    path("<slug:space>/practices/feed", feeds.feed, {"kind": "practice"}, name="practices-feed"),
    path("<slug:space>/actors/", views.finding, {"kind": "actor"}, name="actors"),
    path("<slug:space>/actors/feed", feeds.feed, {"kind": "actor"}, name="actors-feed"),
    path("<slug:space>/", views.space, name="space"),
    path("", include("tequio.know.practices.urls")),
    path("", include("tequio.know.actors.urls")),
]
