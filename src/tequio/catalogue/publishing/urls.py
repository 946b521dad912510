"""Routes of writing, of one's own, and of the desk."""

from django.urls import URLPattern, path

from tequio.catalogue.publishing import views

urlpatterns = [
    path("count-words/", views.count, name="count-words"),
    path("desk/", views.my_desk, name="my-desk"),
    path("<slug:space>/desk/", views.desk, name="desk"),
    path("<slug:space>/desk/<slug:public_id>/", views.desk_record, name="desk-record"),
    path("<slug:space>/desk/<slug:public_id>/take-back/", views.take_back, name="offer-take-back"),
    path("mine/offered/<slug:public_id>/", views.offer, name="offer"),
]


def writing_routes(kind: str, plural: str) -> list[URLPattern]:
    """Give a kind its pages of writing: `KIND-new`, `KIND-part`, `KIND-keep`, `KIND-check`, `my-KINDS`."""
    asked = {"kind": kind}
    whole = f"<slug:space>/{kind}/<slug:public_id>"
    return [
        path("mine/", views.mine, asked, name=f"my-{plural}"),
        path(f"<slug:space>/{plural}/new/", views.new, asked, name=f"{kind}-new"),
        path(f"{whole}/write/<slug:part>/", views.part, asked, name=f"{kind}-part"),
        path(f"{whole}/keep/<slug:part>/", views.keep, asked, name=f"{kind}-keep"),
        path(f"{whole}/check/", views.check, asked, name=f"{kind}-check"),
    ]


def finding_routes(kind: str) -> list[URLPattern]:
    """Give a kind its finding by typing: `find-KIND`."""
    return [path(f"<slug:space>/find/{kind}/", views.find, {"kind": kind}, name=f"find-{kind}")]
