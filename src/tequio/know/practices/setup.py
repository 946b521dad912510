"""What a space needs before its first practice: the template that ships."""

from pathlib import Path

from tequio.catalogue.templates.models import Template
from tequio.catalogue.templates.services import ensure_shipped
from tequio.ground.spaces.models import Space

TEMPLATE = Path(__file__).parent / "template.toml"


def ensure_template(space: Space) -> Template:
    """Give the space the practice template that ships, unless it has one; it is never overwritten."""
    return ensure_shipped(space, "practice", TEMPLATE)
