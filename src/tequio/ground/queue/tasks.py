"""The one task of the task library: it runs a job by its path."""

from collections.abc import Callable
from typing import Any

from django.utils.module_loading import import_string
from django_tasks import task


def job_at(path: str) -> Callable[..., Any]:
    """Return the function that a path names; refuses one outside Tequio with a ValueError."""
    if not path.startswith("tequio."):
        raise ValueError(f"A job is a function of Tequio, not {path}")
    found = import_string(path)
    if not callable(found):
        raise TypeError(f"A job is a function, and {path} is not")
    return found


@task()
def run_job(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run the job; what it returns is nobody's."""
    job_at(path)(*args, **kwargs)
