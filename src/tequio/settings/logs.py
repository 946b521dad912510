"""The log of a production site."""

from typing import Any


def of_requests(logging: dict[str, Any]) -> dict[str, Any]:
    """Add a line of JSON for each request; of what goes wrong the route's name is written, never the path."""
    console = {**logging["handlers"]["console"], "filters": ["without_path"]}
    bare = {"class": "logging.StreamHandler", "formatter": "bare", "stream": "ext://sys.stdout"}
    return {
        **logging,
        "filters": {"without_path": {"()": "tequio.ground.metrics.logs.WithoutPath"}},
        "formatters": {**logging["formatters"], "bare": {"format": "%(message)s"}},
        "handlers": {**logging["handlers"], "console": console, "requests": bare},
        "loggers": {
            **logging["loggers"],
            "tequio.requests": {"handlers": ["requests"], "level": "INFO", "propagate": False},
            "django.request": {"level": "ERROR"},
        },
    }
