"""Routes of what people say of themselves."""

from django.urls import path

from tequio.ground.people.describing import views

urlpatterns = [
    path("me/description/", views.my_description, name="my-description"),
    path("me/description/take-back/", views.take_back, name="take-back-description"),
]
