"""Incidents, late pick-ups, visitors and hazards (A10.7, A10.8, A10.12, A10.13)."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class Incident(SchoolRow):
    """Something that went wrong. What happened is kept even where it should not have happened."""

    class Kind(models.TextChoices):
        INJURY = "injury", "受伤或生病"
        MISSING = "missing", "学生下落不明"
        RELEASE_BREACH = "release_breach", "交给了名单外的人"
        LEFT_UNSEEN = "left_unseen", "未经交接离校"
        CONFLICT = "conflict", "冲突、欺凌"
        FACILITY = "facility", "设施事故"

    term_id = models.UUIDField()
    kind = models.CharField(max_length=20, choices=Kind)
    is_serious = models.BooleanField()
    pupil_id = models.UUIDField(null=True)
    session_id = models.UUIDField(null=True)
    mark_id = models.UUIDField(null=True)
    what = models.CharField(max_length=1000)
    reported_by = models.UUIDField()
    reported_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        indexes = [models.Index("school_id", "reported_at", name="incidents_of_school")]


class IncidentStep(SchoolRow):
    """One step in the order of ``rules.INCIDENT_STEPS``, with who took it and when."""

    incident = models.ForeignKey("delivery.Incident", models.PROTECT, related_name="steps")
    step = models.CharField(max_length=20)
    note = models.CharField(max_length=1000, blank=True)
    taken_by = models.UUIDField()
    taken_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("incident", "step", name="each_incident_step_once"),
        ]


class LatePickup(SchoolRow):
    """A child was not fetched in time: who stayed, who was called (A10.8)."""

    term_id = models.UUIDField()
    day_date = models.DateField()
    pupil_id = models.UUIDField()
    stayed_with = models.UUIDField()
    called = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()


class VisitorPass(SchoolRow):
    """A person from outside may enter on one day, for a session or a purpose (A10.7)."""

    number = models.CharField(max_length=12)
    day_date = models.DateField()
    person_id = models.UUIDField(null=True)
    name = models.CharField(max_length=40)
    purpose = models.CharField(max_length=100)
    session_id = models.UUIDField(null=True)
    issued_by = models.UUIDField()
    issued_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("school_id", "number", name="one_pass_a_number"),
        ]


class Visit(SchoolRow):
    """Someone went in or out at the gate, with a pass."""

    visitor_pass = models.ForeignKey("delivery.VisitorPass", models.PROTECT, related_name="visits")
    goes_in = models.BooleanField()
    seen_by = models.UUIDField()
    seen_at = models.DateTimeField()


class Hazard(SchoolRow):
    """A hazard that somebody found. A serious one closes its room until it is cleared (A10.12)."""

    area = models.CharField(max_length=20)
    room = models.CharField(max_length=60)
    is_serious = models.BooleanField()
    what = models.CharField(max_length=500)
    found_by = models.UUIDField()
    found_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        indexes = [models.Index("school_id", "room", name="hazards_of_room")]


class HazardClearing(SchoolRow):
    """A hazard was put right."""

    hazard = models.OneToOneField("delivery.Hazard", models.PROTECT, related_name="clearing")
    how = models.CharField(max_length=500)
    cleared_by = models.UUIDField()
    cleared_at = models.DateTimeField()


class SafetyActivity(SchoolRow):
    """A drill, a safety lesson or a search for hazards within the hours of service (A10.10 to A10.12)."""

    class Kind(models.TextChoices):
        DRILL = "drill", "应急演练"
        LESSON = "lesson", "安全教育课"
        CHECK = "check", "隐患排查"

    term_id = models.UUIDField()
    day_date = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind)
    what = models.CharField(max_length=500)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        indexes = [models.Index("school_id", "term_id", "kind", name="safety_activities_of_term")]
