"""What the worker does for editions by itself."""

from tequio.decide.budgets import services


def move_on() -> None:
    """Let editions enter the phase whose date has come; each minute, and twice does no harm."""
    services.move_on()
