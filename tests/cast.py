"""What the cast is made of: people, and content that may be published."""

from tequio.catalogue.records.content import Content, TextContent
from tequio.ground.people.models import Person


def make_person(name: str, **fields) -> Person:
    return Person.objects.create_user(
        f"{name.lower()}@example.org", "a long enough word", name=name, **fields
    )


def practice_content(title="Light chosen street by street", language="en", **changes) -> Content:
    """Content that may be published: all that the template requires, and no more."""
    said = {
        "original": language,
        "texts": {
            language: TextContent(
                title=title,
                summary="Neighbours decided together which streets would be lit first.",
                sections={
                    "situation": "Dark streets.",
                    "process": "Five assemblies, one plenary.",
                    "results": "Lamps where people asked for them.",
                },
            )
        },
        "answers": {"maturity": "good"},
        "territory": "TN",
    }
    return Content(**{**said, **changes})
