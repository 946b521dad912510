"""The site's state as figures, read from the database when somebody asks; floors above add theirs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from tequio.ground.ledger.queries import head, oldest_unsealed


@dataclass(frozen=True)
class Gauge:
    """One figure: its name, what it is, how it is read; nothing is shown while it is unknown."""

    name: str
    about: str
    read: Callable[[], float | None]


def jobs(status: str) -> float:
    """How many jobs are in a state (one query)."""
    from django_tasks_db.models import DBTaskResult

    return float(DBTaskResult.objects.filter(status=status).count())


def workers() -> float:
    """How many workers were seen within their lease (one query)."""
    from tequio.ground.queue.queries import workers_alive

    return float(workers_alive())


def unsealed_seconds() -> float:
    """Age of the oldest entry that nobody has sealed; 0 when all are (one query)."""
    oldest = oldest_unsealed()
    return max(0.0, (timezone.now() - oldest).total_seconds()) if oldest else 0.0


def database_bytes() -> float:
    """Size of the database (one query on PostgreSQL, none on SQLite)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return float(cursor.fetchone()[0])
    path = Path(str(connection.settings_dict["NAME"]))
    parts = (path, path.with_name(f"{path.name}-wal"))
    return float(sum(part.stat().st_size for part in parts if part.exists()))


GAUGES = [
    Gauge("tequio_jobs_waiting", "Jobs that wait for a worker.", lambda: jobs("READY")),
    Gauge("tequio_jobs_running", "Jobs that a worker does now.", lambda: jobs("RUNNING")),
    Gauge("tequio_jobs_failed", "Jobs that failed for good.", lambda: jobs("FAILED")),
    Gauge("tequio_workers", "Workers at work.", workers),
    Gauge("tequio_ledger_unsealed_seconds", "Age of the oldest unsealed ledger entry.", unsealed_seconds),
    Gauge("tequio_ledger_position", "Position of the last sealed ledger entry.", lambda: float(head()[0])),
    Gauge("tequio_database_bytes", "Size of the database.", database_bytes),
]


def also(gauge: Gauge) -> None:
    """Show a figure of a floor above too: called in its `ready()`."""
    if all(known.name != gauge.name for known in GAUGES):
        GAUGES.append(gauge)


class StateCollector(Collector):
    """Reads each gauge when Prometheus asks."""

    def collect(self) -> Iterator[Metric]:
        for gauge in GAUGES:
            value = gauge.read()
            if value is not None:
                yield GaugeMetricFamily(gauge.name, gauge.about, value=value)
