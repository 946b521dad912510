"""How versions of a look stand in addresses."""

from django.urls import register_converter


class Version:
    """Twelve hexadecimal digits."""

    regex = "[0-9a-f]{12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Version, "version")
