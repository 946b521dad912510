"""Routes of valuing, below an edition."""

from django.urls import path

from tequio.decide.valuations import views

AT = "<slug:space>/budget/<slug:budget>/valuations/"

urlpatterns = [
    path(AT, views.valuations, name="valuations"),
    path(f"{AT}incompatible/", views.incompatible, name="incompatible"),
    path(f"{AT}prices/", views.prices, name="valuation-prices"),
    path(f"{AT}proposal/<publicid:public_id>/", views.valuation, name="valuation"),
    path(f"{AT}proposal/<publicid:public_id>/unassign/", views.unassigned, name="valuation-unassign"),
    path(f"{AT}proposal/<publicid:public_id>/reply/", views.answered, name="valuation-reply"),
]
