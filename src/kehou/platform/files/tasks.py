"""The nightly job that lets expired files go."""

from __future__ import annotations

from django.conf import settings
from procrastinate.contrib.django import app

from kehou.platform.clock.business import business_now
from kehou.platform.database.scope import Scope, scoped
from kehou.platform.files.storing import drop_expired


@app.periodic(cron="17 3 * * *")
@app.task(name="files.drop_expired", queue="files")
def drop_expired_files(timestamp: int) -> None:  # noqa: ARG001  (handed in by the scheduler)
    """Delete every file that has expired (DP6)."""
    with scoped(Scope(areas=frozenset({settings.KEHOU_PROVINCE}))):
        drop_expired(on=business_now().date())
