"""The way to the other house and the way back."""

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from requests import RequestException

from tequio.ground.people.elsewhere.provider import Door
from tequio.ground.permissions import open_to_all

LANGUAGE = "elsewhere-language"
# The house is out of reach, or does not speak as OpenID Connect says.
UNANSWERED = (OAuth2Error, RequestException, KeyError, TypeError, ValueError)


@open_to_all
def go(request: HttpRequest) -> HttpResponse:
    """Lead to the other house; nobody is led anywhere where the installation names none."""
    request.session[LANGUAGE] = translation.get_language()
    return _at_the_door(OAuth2LoginView, request)


@open_to_all
def back(request: HttpRequest) -> HttpResponse:
    """Take somebody back who comes from the other house, in the language in which they left."""
    language = request.session.get(LANGUAGE)
    if language:
        translation.activate(language)
        request.LANGUAGE_CODE = language
    return _at_the_door(OAuth2CallbackView, request)


def _at_the_door(view: Any, request: HttpRequest) -> HttpResponse:
    houses = get_adapter().list_providers(request)
    if not houses:
        raise Http404
    door = Door(request, houses[0].sub_id)
    try:
        answer: HttpResponse = view.adapter_view(door)(request)
    except UNANSWERED as fault:
        return render_authentication_error(request, houses[0], exception=fault)
    return answer
