"""`tequio run`: prepares the site where need be, then runs the web server and the worker until it is stopped."""

import argparse
import sys

HELP = "run the site: web server and worker"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and with how many processes."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument(
        "--workers", type=int, default=0, help="web processes (default: one for each core, 4 at most)"
    )
    parser.add_argument(
        "--anew", action="store_true", help="look at tables and files again, whether or not they have changed"
    )


def run(options: argparse.Namespace) -> int:
    """Prepare and run; a demo's settings are refused, since its bar lets anybody be anybody."""
    from django.conf import settings

    from tequio.ground.run.prepare import prepare
    from tequio.ground.run.safety import open_doors
    from tequio.ground.run.site import serve

    if settings.DEMO:
        print(
            "These are a demo's settings. For a site that people reach set DJANGO_SETTINGS_MODULE=tequio.settings.site "
            "(see docs/guide/settings.md); for a demo on this machine type `tequio demo`.",
            file=sys.stderr,
        )
        return 2
    if doors := list(open_doors()):
        print("This site is not safe to open:", *doors, sep="\n", file=sys.stderr)
        return 1
    prepare(anew=options.anew)
    return serve(options.host, options.port, options.workers, _announce)


def _announce(address: str) -> None:
    print(f"Tequio is open at {address}/ (stop it with Ctrl+C).", file=sys.stderr, flush=True)
