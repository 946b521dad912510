"""Home."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tequio.ground.permissions import open_to_all


@open_to_all
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "front/home.html")


@open_to_all
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer `ok` when the database answers; for whoever watches the site."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
