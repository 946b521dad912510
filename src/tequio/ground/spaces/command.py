"""`tequio space`: opens spaces, lists them, and ties a domain to one."""

import argparse
import sys

HELP = "open a space, list the spaces, or give one its domain"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which space."""
    acts = parser.add_subparsers(dest="act", required=True)
    opening = acts.add_parser("open", help="open a space")
    opening.add_argument("slug", help="its word in addresses: small letters, digits, hyphens")
    opening.add_argument(
        "--name",
        action="append",
        required=True,
        metavar="LANGUAGE=NAME",
        help="its name, for instance fr='La Marsa'",
    )
    opening.add_argument("--sort", choices=["network", "forum", "municipality"], default="network")
    opening.add_argument("--coordinator", default="", metavar="EMAIL", help="somebody with an account")
    opening.add_argument("--time-zone", default="UTC", help="where it is, for instance Africa/Tunis")
    opening.add_argument("--domain", default="", help="a domain that leads to it")
    acts.add_parser("list", help="list the spaces")
    domain = acts.add_parser("domain", help="give a space a domain, or take it away")
    domain.add_argument("slug")
    domain.add_argument(
        "domain", nargs="?", default="", help="for instance cities.example.org; nothing takes it away"
    )


def run(options: argparse.Namespace) -> int:
    """Do it and return the exit code: 1 when it was refused, with the sentence."""
    from tequio.ground.refusals import sentence
    from tequio.kit.refusals import Refused

    try:
        {"open": _open, "list": _list, "domain": _domain}[options.act](options)
    except Refused as refusal:
        print(sentence(refusal), file=sys.stderr)
        return 1
    return 0


def _open(options: argparse.Namespace) -> None:
    from tequio.ground.people.queries import person_by_email
    from tequio.ground.spaces.rules import TONGUES
    from tequio.ground.spaces.services import open_new_space
    from tequio.kit.refusals import Refused

    named = [text.partition("=") for text in options.name]
    names = {language: name for language, equals, name in named if equals and language in TONGUES}
    if len(names) < len(named):
        raise Refused("space.name_without_language", languages=", ".join(TONGUES))
    space = open_new_space(
        options.slug,
        names=names,
        language=next(iter(names)),
        sort=options.sort,
        coordinator=person_by_email(options.coordinator) if options.coordinator else None,
        domain=options.domain,
        time_zone=options.time_zone,
        by=None,
    )
    print(f"{space} is open at /{space.language}/{space.slug}/")


def _list(options: argparse.Namespace) -> None:
    from tequio.ground.spaces.models import Space
    from tequio.ground.spaces.queries import number_of_members

    for space in Space.objects.order_by("slug"):
        print(f"{space.slug}\t{space.sort}\t{space}\t{number_of_members(space)}\t{space.domain or '-'}")


def _domain(options: argparse.Namespace) -> None:
    from tequio.ground.spaces.queries import space_named
    from tequio.ground.spaces.services import set_domain

    space = set_domain(space_named(options.slug), options.domain, by=None)
    print(f"{space}: {space.domain or 'no domain'}")
