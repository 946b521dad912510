"""What a space needs before its first practice: the template that ships."""

from pathlib import Path

from tequio.catalogue.templates.models import Template
from tequio.catalogue.templates.queries import read_template_file
from tequio.catalogue.templates.services import set_template
from tequio.ground.spaces.models import Space

TEMPLATE = Path(__file__).parent / "template.toml"


def ensure_template(space: Space) -> Template:
    """Give the space the practice template that ships, unless it has one; it is never overwritten."""
    current = Template.objects.filter(space=space, kind="practice", current=True).first()
    if current:
        return current
    shipped = read_template_file(TEMPLATE)
    return set_template(space, "practice", shipped["parts"], shipped["fields"], by=None)
