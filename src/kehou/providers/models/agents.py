"""People of a third-party body who sign in for it."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class Agent(SchoolRow):
    """Somebody who signs in for a body, at the schools of its contracts only (DP9).

    A contact (``is_contact``) opens and closes the accounts of the body's other people. The row lies at the
    school where the name is kept.
    """

    provider = models.ForeignKey("providers.Provider", models.PROTECT, related_name="agents")
    person_id = models.UUIDField()
    login = models.CharField(max_length=80)
    is_contact = models.BooleanField()
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField()
    closed_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint(
                "person_id", condition=models.Q(closed_at=None), name="one_open_agent_a_person"
            ),
        ]
