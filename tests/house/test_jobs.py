"""Every module of jobs is one that the worker loads: a job that nobody loads never runs."""

from __future__ import annotations

from django.conf import settings

from house.source import ROOT


def test_the_worker_loads_every_module_of_jobs() -> None:
    found = {
        ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)
        for path in (ROOT / "src/kehou").rglob("tasks.py")
    }
    assert len(found) > 4
    assert found == set(settings.PROCRASTINATE_IMPORT_PATHS)
