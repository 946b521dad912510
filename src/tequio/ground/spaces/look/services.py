"""Every write of a space's look."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from tequio.ground.ledger.services import enter
from tequio.ground.people.models import Person
from tequio.ground.spaces.look.rules import LOGO_SIDE, check_logo_size, read_accent
from tequio.ground.spaces.models import Space
from tequio.kit.pictures import picture_type, redrawn

ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}


@transaction.atomic
def set_accent(space: Space, light: str, dark: str, *, by: Person) -> Space:
    """Give a space its accent colours; none takes the site's own. Refuses colours that cannot be read."""
    colours = read_accent(light, dark)
    space = Space.objects.select_for_update().get(pk=space.pk)
    if (space.accent, space.accent_dark) != colours:
        space.accent, space.accent_dark = colours
        space.save(update_fields=["accent", "accent_dark"])
        _note(space, by)
    return space


def set_logo(space: Space, content: bytes, *, by: Person) -> Space:
    """Keep a logo, drawn anew at 480 pixels at most; the file before it goes when this one is kept.

    Refuses more than 5 MB, and what is not a PNG, JPEG or WebP that can be read to its end.
    """
    check_logo_size(len(content))
    media_type = picture_type(content)
    clean = redrawn(content, media_type, side=LOGO_SIDE)
    name = f"spaces/{hashlib.sha256(clean).hexdigest()[:24]}-{space.pk}.{ENDINGS[media_type]}"
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(clean))
    return _put_logo(space, name, by)


def drop_logo(space: Space, *, by: Person) -> Space:
    """Take the logo away."""
    return _put_logo(space, "", by)


@transaction.atomic
def _put_logo(space: Space, name: str, by: Person) -> Space:
    space = Space.objects.select_for_update().get(pk=space.pk)
    before = str(space.logo.name or "")
    if before != name:
        space.logo = name
        space.save(update_fields=["logo"])
        _note(space, by)
        if before:
            transaction.on_commit(lambda: default_storage.delete(before))
    return space


def _note(space: Space, by: Person) -> None:
    enter("space.look_set", subject=f"space:{space.pk}", by=by.pk, space=space.pk)
