"""People. Names, phones and numbers live sealed in one table; everything else knows only ids."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import CountyRow, SchoolRow


class Identity(CountyRow):
    """What names a person, sealed with that person's key; tokens find it again (DP3).

    ``id`` is the person's id. A guardian has one identity at each school of their children. An identity
    number is sealed with its kind in front (``identity_card:...``).
    """

    school_id = models.UUIDField(null=True)
    name = models.BinaryField()
    phone = models.BinaryField(null=True)
    id_number = models.BinaryField(null=True)
    roll_number = models.BinaryField(null=True)
    name_token = models.CharField(max_length=64)
    phone_token = models.CharField(max_length=64, blank=True)
    id_token = models.CharField(max_length=64, blank=True)
    roll_token = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index("county_code", "phone_token", name="identity_by_phone"),
            models.Index("county_code", "id_token", name="identity_by_number"),
            models.Index("county_code", "roll_token", name="identity_by_roll_number"),
        ]
        constraints = [
            models.UniqueConstraint(
                "school_id", "id_token", condition=~models.Q(id_token=""), name="one_person_a_number"
            ),
            models.UniqueConstraint(
                "school_id", "roll_token", condition=~models.Q(roll_token=""), name="one_person_a_roll_number"
            ),
        ]


class PhoneDirectory(models.Model):
    """The global directory: to which counties a phone leads, and nothing else."""

    phone_token = models.CharField(max_length=64)
    county_code = models.CharField(max_length=6)

    class Meta:
        constraints = [models.UniqueConstraint("phone_token", "county_code", name="one_lead_a_county")]


class Pupil(SchoolRow):
    """A child on the roll of a school (A3.3). ``id`` is the person's id."""

    class Status(models.TextChoices):
        ON_ROLL = "on_roll", "在校"
        NEW = "new", "新生"
        LEFT = "left", "已离校"

    class Lodging(models.TextChoices):
        DAY = "day", "走读"
        BOARDER = "boarder", "住校"

    school_class = models.ForeignKey("registry.SchoolClass", models.PROTECT, related_name="pupils")
    seat_number = models.PositiveSmallIntegerField(null=True)
    sex = models.CharField(max_length=1, choices=[("1", "男"), ("2", "女")])
    birth_date = models.DateField()
    status = models.CharField(max_length=10, choices=Status, default=Status.ON_ROLL)
    lodging = models.CharField(max_length=10, choices=Lodging, default=Lodging.DAY)
    rides_bus = models.BooleanField(default=False)
    has_priority = models.BooleanField(default=False)
    needs = models.BinaryField(null=True)
    since_date = models.DateField()
    left_date = models.DateField(null=True)

    class Meta(SchoolRow.Meta):
        indexes = [models.Index("school_id", "status", "school_class", name="pupils_of_school")]


class Guardianship(SchoolRow):
    """A dated link between a pupil and a guardian or entrusted carer, and what it allows (practice.md 4).

    It is never rewritten: what it allows changes by ending it and opening another. Two links of the same
    two people never overlap. ``proof_id`` is the scan of a letter of entrustment or of a court's decision.
    """

    class Kind(models.TextChoices):
        GUARDIAN = "guardian", "监护人"
        CARER = "carer", "受委托照护人"

    pupil = models.ForeignKey("registry.Pupil", models.PROTECT, related_name="guardianships")
    guardian_id = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.GUARDIAN)
    relation = models.CharField(max_length=20)
    may_sign = models.BooleanField(default=True)
    may_collect = models.BooleanField(default=True)
    must_not_collect = models.BooleanField(default=False)
    proof_id = models.UUIDField(null=True)
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    from_date = models.DateField()
    until_date = models.DateField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(until_date=None) | models.Q(until_date__gte=models.F("from_date")),
                name="link_runs_forward",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="carer")
                | (models.Q(proof_id__isnull=False) & models.Q(until_date__isnull=False)),
                name="carer_with_proof_for_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(may_collect=True, must_not_collect=True), name="collect_or_must_not"
            ),
        ]
        indexes = [models.Index("guardian_id", name="links_of_guardian")]


class StaffMember(SchoolRow):
    """Someone who works at a school. ``id`` is the person's id; roles are dated grants."""

    class Kind(models.TextChoices):
        TEACHER = "teacher", "教师"
        ADMINISTRATOR = "administrator", "行政管理"
        LOGISTICS = "logistics", "后勤"

    kind = models.CharField(max_length=20, choices=Kind, default=Kind.TEACHER)
    subject = models.CharField(max_length=20, blank=True)
    since_date = models.DateField()
    left_date = models.DateField(null=True)
