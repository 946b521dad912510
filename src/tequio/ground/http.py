"""The request as this site's views see it; it stands among the spaces, whose views need it too."""

from tequio.ground.spaces.http import SiteRequest

__all__ = ["SiteRequest"]
