"""`tequio open`: a space and its first coordinator, so that a new site can be used."""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tequio.ground.people.models import Person

HELP = "open a space on a new site and make somebody its coordinator"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the space's address and name, and whom to make its coordinator."""
    parser.add_argument(
        "slug", help="the space in addresses: small letters and hyphens, for instance network"
    )
    parser.add_argument("--name", required=True, help="what people call it")
    parser.add_argument(
        "--language", default="en", help="its first language: en, es, fr, pt (default: %(default)s)"
    )
    parser.add_argument(
        "--coordinator", required=True, metavar="ADDRESS", help="the coordinator's e-mail address"
    )
    parser.add_argument(
        "--time-zone",
        default="",
        metavar="ZONE",
        help="where it is, for instance Africa/Tunis (default: UTC)",
    )
    parser.add_argument("--operator", action="store_true", help="may also do everything, in every space")


def run(options: argparse.Namespace) -> int:
    """Open it; 1 when an answer is not one. A second time changes nothing but the roles, and the time zone if one is said."""
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email, validate_slug

    from tequio.ground.refusals import sentence
    from tequio.kit.refusals import Refused

    try:
        validate_slug(options.slug)
        validate_email(options.coordinator)
        _open(options)
    except ValidationError as error:
        print(" ".join(error.messages), file=sys.stderr)
        return 1
    except Refused as refusal:
        print(sentence(refusal), file=sys.stderr)
        return 1
    print(f"The space {options.slug} is open. Its coordinator is {options.coordinator}.")
    print("They choose a password under “I forgot my password”; the link comes by mail.")
    return 0


def _open(options: argparse.Namespace) -> None:
    from tequio.ground.spaces.rules import check_time_zone
    from tequio.ground.spaces.services import give_role, open_space, set_time_zone
    from tequio.ground.territories.services import load_territories
    from tequio.ground.themes.services import load_themes
    from tequio.know.practices.setup import ensure_template

    if options.time_zone:
        check_time_zone(options.time_zone)
    load_territories()
    load_themes()
    names = {options.language: options.name}
    space = open_space(options.slug, names=names, language=options.language, by=None)
    if options.time_zone:
        space = set_time_zone(space, options.time_zone, by=None)
    ensure_template(space)
    person = _person(options.coordinator.lower(), options.language, operator=options.operator)
    give_role(person, space, "coordinator", by=None)


def _person(address: str, language: str, *, operator: bool) -> "Person":
    from allauth.account.models import EmailAddress
    from django.db import transaction

    from tequio.ground.ledger.services import enter
    from tequio.ground.people.models import Person

    with transaction.atomic():
        person = Person.objects.filter(email__iexact=address).first()
        if person is None:
            person = Person.objects.create_user(
                address, None, language="pt-br" if language == "pt" else language
            )
        # Whoever can type this command vouches for the address.
        EmailAddress.objects.get_or_create(
            user=person, email=person.email, defaults={"verified": True, "primary": True}
        )
        if operator and not person.is_operator:
            person.is_operator = True
            person.save(update_fields=["is_operator"])
            enter("operator.made", subject=f"person:{person.pk}", by=None)
    return person
