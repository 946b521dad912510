"""Counting requests, in all web processes together where PROMETHEUS_MULTIPROC_DIR names a folder for it."""

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from tequio.ground.metrics.gauges import StateCollector

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
_here = CollectorRegistry()
REQUESTS = Counter(
    "tequio_requests", "Requests answered, by route and status.", ["route", "status"], registry=_here
)
DURATION = Histogram(
    "tequio_request_seconds", "How long requests took, by route.", ["route"], buckets=SECONDS, registry=_here
)


def count(route: str, status: int, seconds: float) -> None:
    """Count one request; no query, some microseconds."""
    REQUESTS.labels(route, str(status)).inc()
    DURATION.labels(route).observe(seconds)


def text() -> bytes:
    """All figures in Prometheus's text format; six small queries for the site's state."""
    requests = _here
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        requests = CollectorRegistry()
        MultiProcessCollector(requests)
    state = CollectorRegistry()
    state.register(StateCollector())
    return bytes(generate_latest(requests) + generate_latest(state))
