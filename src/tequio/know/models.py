"""The models of this floor's rooms."""

from tequio.know.actors.models import Actor
from tequio.know.practices.models import Practice

__all__ = ["Actor", "Practice"]
