"""Each route says who may use it, and is written in words with hyphens."""

import re

import pytest

from tests.codebase.test_floors import routes

pytestmark = pytest.mark.one_database
# Views of packages, by the module that they come from: who may use them.
OTHERS = {
    "allauth.account.views": "anybody; what is about oneself asks to sign in",
    "allauth.account.decorators": "somebody signed in",
    "allauth.mfa": "somebody signed in",
    "allauth.usersessions": "somebody signed in",
    "allauth.socialaccount": "anybody; what is about oneself asks to sign in",
    "django.views.i18n": "anybody",
    "django.views.generic.base": "anybody: a redirect of a package's former address",
    "ninja": "each operation declares its own",
}
# A part in angle brackets counts as a word.
WORDS = re.compile(r"^[a-z0-9]*(?:[-./][a-z0-9]+)*[-./]*$")


def module(route):
    return getattr(route.callback, "view_class", route.callback).__module__


def test_each_route_declares_who_may_use_it():
    silent = []
    for route in routes():
        theirs = any(module(route).startswith(package) for package in OTHERS)
        if not theirs and not hasattr(route.callback, "permission"):
            silent.append(f"{route.pattern} ({module(route)})")
    assert silent == []


def test_each_address_is_of_small_letters_and_hyphens():
    odd = []
    for route in routes():
        if module(route).startswith("tequio."):
            words = re.sub(r"<[^>]+>", "x", str(route.pattern))
            if not WORDS.match(words):
                odd.append(str(route.pattern))
    assert odd == []


def test_each_route_of_ours_has_a_name_with_hyphens():
    odd = [route.name for route in routes() if module(route).startswith("tequio.")]
    assert [name for name in odd if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name or "")] == []
