"""What proposals say in tests."""

from tequio.catalogue.records.content import Content, TextContent


def idea(
    title="Lamps at the school", *, budget="2015", zone="corniche", heading="light", **changes
) -> Content:
    """Content of a proposal that may be published."""
    said = {
        "original": "en",
        "texts": {"en": TextContent(title=title, summary="Children walk home in the dark.")},
        "answers": {"budget": budget, "zone": zone, "heading": heading},
    }
    return Content(**{**said, **changes})
