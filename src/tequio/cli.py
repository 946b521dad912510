"""The command `tequio`."""

import argparse
import importlib
import os
import sys

import tequio

# Each module has HELP, arguments(parser) and run(options) -> exit code, and loads models only inside `run`.
COMMANDS = {
    "count": "tequio.counting.command",
    "demo": "tequio.front.demo.command",
    "open": "tequio.know.practices.open_command",
    "import": "tequio.front.import_command",
    "export": "tequio.know.practices.export_command",
    "recount": "tequio.decide.protocol.command",
    "run": "tequio.ground.run.command",
    "worker": "tequio.ground.queue.command",
    "check": "tequio.ground.run.check",
    "backup": "tequio.ground.backup.command",
    "restore": "tequio.ground.backup.restore_command",
    "space": "tequio.ground.spaces.command",
    "reindex": "tequio.catalogue.search.command",
}
# These open the site by themselves, when they have seen that there is something to do; counting never needs it.
LATE = {"count", "demo", "recount", "run"}


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused, 2 wrong use."""
    parser = argparse.ArgumentParser(prog="tequio", description=tequio.__doc__)
    parser.add_argument("--version", action="version", version=f"tequio {tequio.__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    argv = sys.argv[1:] if argv is None else argv
    # The command that is named is not kept waiting for the others.
    named = argv[:1] if argv and argv[0] in COMMANDS else COMMANDS
    modules = {name: importlib.import_module(COMMANDS[name]) for name in named}
    for name, module in modules.items():
        module.arguments(commands.add_parser(name, help=module.HELP, description=module.HELP))
    options = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tequio.settings.demo")
    if options.command not in LATE:
        open_site()
    try:
        return int(modules[options.command].run(options))
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 1


def open_site() -> None:
    """Load the settings and the apps: the demo's unless DJANGO_SETTINGS_MODULE names others."""
    import django

    django.setup()
