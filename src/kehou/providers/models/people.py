"""Files of the people who take part, their checks, and what the county decided of them (A10.6, A6.13)."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class PersonFile(SchoolRow):
    """A person who takes part in a school's service. Names and numbers stay in the registry.

    ``leader_key`` is what a plan calls the person. ``qualification`` refers to a paper, never holds it.
    """

    class Kind(models.TextChoices):
        OWN = "own", "本校教师"
        SECONDED = "seconded", "选派教师"
        OUTSIDE = "outside", "校外人员"
        THIRD_PARTY = "third_party", "第三方机构人员"

    person_id = models.UUIDField()
    leader_key = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=Kind)
    outside_kind = models.CharField(max_length=40, blank=True)
    provider = models.ForeignKey("providers.Provider", models.PROTECT, null=True, related_name="people")
    lender = models.CharField(max_length=200, blank=True)
    sender_agreed = models.BooleanField(default=False)
    need = models.CharField(max_length=500, blank=True)
    qualification = models.CharField(max_length=200, blank=True)
    is_serving_teacher = models.BooleanField(default=False)
    consented_date = models.DateField(null=True)
    filed_by = models.UUIDField()
    filed_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("school_id", "person_id", name="one_file_a_person"),
            models.UniqueConstraint("school_id", "leader_key", name="one_person_a_leader_key"),
            models.CheckConstraint(
                condition=models.Q(kind="third_party", provider__isnull=False)
                | (~models.Q(kind="third_party") & models.Q(provider=None)),
                name="provider_of_its_own_people_only",
            ),
        ]


class CheckEntry(SchoolRow):
    """One check's result with its day and the number of its paper; the paper itself is not kept (A6.13)."""

    class Item(models.TextChoices):
        POLITICAL = "political", "政治表现"
        MORAL = "moral_conduct", "品德"
        PSYCHOLOGICAL = "psychological", "心理健康"
        HEALTH = "health", "身体健康"
        OFFENCES = "offences", "违法犯罪记录"
        OFFENCE_QUERY = "offence_query", "性侵违法犯罪信息查询"

    file = models.ForeignKey("providers.PersonFile", models.PROTECT, related_name="checks")
    check_item = models.CharField(max_length=20, choices=Item)
    passed = models.BooleanField()
    reference = models.CharField(max_length=120)
    checked_date = models.DateField()
    expires_date = models.DateField(null=True)
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        indexes = [models.Index("file", "checked_date", name="checks_of_file")]


class PersonRequest(SchoolRow):
    """A school's head asks the county to let a person serve in a term (A6.4, A6.5)."""

    file = models.ForeignKey("providers.PersonFile", models.PROTECT, related_name="requests")
    term_id = models.UUIDField()
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    decide_by_date = models.DateField(null=True)


class PersonDecision(SchoolRow):
    """What the county decided on one request."""

    request = models.OneToOneField("providers.PersonRequest", models.PROTECT, related_name="decision")
    approved = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    document_number = models.CharField(max_length=80, blank=True)
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()


class Hold(SchoolRow):
    """A person suspended, until lifted, or barred for good (A6.14)."""

    class Kind(models.TextChoices):
        SUSPENDED = "suspended", "暂停"
        BARRED = "barred", "禁止"

    file = models.ForeignKey("providers.PersonFile", models.PROTECT, related_name="holds")
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.CharField(max_length=500)
    from_date = models.DateField()
    held_by = models.UUIDField()
    held_at = models.DateTimeField()
    lifted_by = models.UUIDField(null=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(kind="barred") | models.Q(lifted_at=None), name="a_bar_is_not_lifted"
            ),
        ]
