"""Routes of proposals."""

from django.urls import path

from tequio.decide.proposals import desk, doing, exporting, lists, views, writing

ALL, EDITION = "<slug:space>/proposals/", "<slug:space>/budget/<slug:budget>/proposals/"

urlpatterns = [
    path("mine/proposals/", lists.mine, name="my-proposals"),
    path(ALL, lists.proposals, name="proposals"),
    path(EDITION, lists.proposals, name="budget-proposals"),
    path(f"{ALL}feed", lists.feed, name="proposals-feed"),
    path(f"{EDITION}feed", lists.feed, name="budget-proposals-feed"),
    *(
        path(f"{where}export.{form}", exporting.export, {"form": form}, name=f"{name}-{form}")
        for where, name in ((ALL, "proposals"), (EDITION, "budget-proposals"))
        for form in exporting.TYPES
    ),
    path("<slug:space>/budget/<slug:budget>/propose/", writing.new_idea, name="propose"),
    path("<slug:space>/budget/<slug:budget>/alike/", writing.alike, name="proposal-alike"),
    path("<slug:space>/budget/<slug:budget>/review/", desk.review, name="review-proposals"),
    path("<slug:space>/proposal/<slug:public_id>/do/", doing.do, name="proposal-do"),
    path("<slug:space>/proposal/<slug:public_id>/check/", writing.idea, name="proposal-check"),
    path("<slug:space>/proposal/<publicid:public_id>", views.proposal, name="proposal-short"),
    path("<slug:space>/proposal/<publicid:public_id>-<str:slug>", views.proposal, name="proposal"),
]
