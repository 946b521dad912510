"""Routes of running a space, below the language."""

from django.urls import path

from tequio.ground.spaces import views
from tequio.ground.spaces.joining import views as joining

urlpatterns = [
    path("spaces/new/", views.new, name="space-new"),
    path("invitation/<str:token>/", joining.invitation, name="invitation"),
    path("invitation/<str:token>/accept/", joining.accept, name="invitation-accept"),
    path("<slug:space>/members/", views.member_list, name="members"),
    path("<slug:space>/members/<int:person>/", views.member, name="member"),
    path("<slug:space>/invite/", joining.invite, name="invite"),
    path("<slug:space>/invite/<int:pk>/withdraw/", joining.withdraw, name="invitation-withdraw"),
    path("<slug:space>/join/", joining.join, name="join"),
    path("<slug:space>/join/requests/", joining.requests, name="join-requests"),
    path("<slug:space>/leave/", views.leave, name="leave"),
    path("<slug:space>/words/", views.words, name="space-words-first"),
    path("<slug:space>/words/<slug:language>/", views.words, name="space-words"),
    path("<slug:space>/place/", views.place, name="space-place"),
    path("<slug:space>/look/", views.look, name="space-look"),
]
