"""How public ids stand in addresses."""

from django.urls import register_converter


class PublicId:
    """Up to ten small letters and digits."""

    regex = "[0-9a-z]{1,10}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PublicId, "publicid")
