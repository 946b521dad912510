"""The site's application for measuring: a request with the header `X-Tequio-Cold` finds every fragment forgotten."""

from tequio.wsgi import application as site


def application(environ, start_response):
    if "HTTP_X_TEQUIO_COLD" in environ:
        forget()
    return site(environ, start_response)


def forget():
    from tequio.ground.fragments import forget_fragments
    from tequio.kit.html import html_of

    forget_fragments()
    html_of.cache_clear()
