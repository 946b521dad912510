"""The Natural Earth projection (Patterson; polynomials by Šavrič, Jenny, Patterson, Petrovič and Hurni, 2011)."""

from math import radians

# The drawing, in pixels.
WIDTH, HEIGHT = 720, 330
# The middle of the drawing is 11 degrees east, so that its edge runs through the Bering Strait and cuts no land.
EDGE = 11 - 180
# Pixels from the left edge to the middle, from the top to the equator, and for one radian; a mark keeps MARGIN from the edge.
X0, Y0, SCALE, MARGIN = 360.0, 188.0, 129.0, 6


def project(lat: float, lon: float) -> tuple[float, float]:
    """Where a place is drawn: x from the left, y from the top, in pixels of the drawing.

    Takes degrees, latitude -90 to 90 and any longitude; what lies beyond the drawing (Antarctica) is set on its edge.
    """
    phi = radians(lat)
    turned = radians((lon - EDGE) % 360 - 180)
    p2 = phi * phi
    p4 = p2 * p2
    x = turned * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * p2 * (0.003971 - 0.001529 * p2)))
    y = phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
    return (
        min(max(X0 + SCALE * x, MARGIN), WIDTH - MARGIN),
        min(max(Y0 - SCALE * y, MARGIN), HEIGHT - MARGIN),
    )
