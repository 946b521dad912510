"""Routes of practices."""

from django.urls import path

from tequio.know.practices import downloads, views

urlpatterns = [
    path("<slug:space>/practice/<publicid:public_id>", views.practice, name="practice-short"),
    path("<slug:space>/practice/<publicid:public_id>-<str:slug>", views.practice, name="practice"),
    *(
        path(
            f"<slug:space>/{kind}s/export.{form}",
            downloads.download,
            {"kind": kind, "form": form},
            name=f"{kind}s-{form}",
        )
        for kind in ("practice", "actor")
        for form in downloads.TYPES
    ),
]
