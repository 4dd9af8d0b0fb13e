"""Who may sign in, and which roles people hold at places, dated."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from kehou.kernel.actor import Role
from kehou.platform.database.rows import new_id


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts for people."""

    def create_account(self, *, login: str, person_id: UUID, password: str | None = None) -> Account:
        """A new account; without a password only a code sent by phone opens it."""
        account = self.model(login=login, person_id=person_id)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A way to sign in for one person: a staff login, or a guardian's phone (as a keyed token)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    login = models.CharField(max_length=80, unique=True)
    person_id = models.UUIDField(db_index=True)
    is_active = models.BooleanField(default=True)
    has_first_password = models.BooleanField(default=False)  # known to whoever handed it over
    has_second_factor = models.BooleanField(default=False)

    objects = AccountManager()

    USERNAME_FIELD = "login"

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must prove: one that was opened by the password alone ends with a second factor."""
        proof: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]
        return f"{proof}+2" if self.has_second_factor else proof


class AccountIdentity(models.Model):
    """Another identity of whoever signs in: a coach is kept by name at each school, and signs in once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey("platform.Account", models.PROTECT, related_name="identities")
    person_id = models.UUIDField(unique=True)
    added_at = models.DateTimeField()


class RoleGrant(models.Model):
    """A role that a person holds at a place from one day until another.

    A deputy holds the same role for a while on behalf of someone (``deputy_for``). Staff of a central
    school hold roles at each of its teaching points (practice.md 1).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField(db_index=True)
    role = models.CharField(max_length=40, choices=[(role.value, role.value) for role in Role])
    place_code = models.CharField(max_length=6)
    school_id = models.UUIDField(null=True)
    detail = models.CharField(max_length=80, blank=True)
    deputy_for = models.UUIDField(null=True)
    from_date = models.DateField()
    until_date = models.DateField(null=True)

    class Meta:
        indexes = [models.Index("role", "place_code", name="grants_by_place")]


class SignInCode(models.Model):
    """A code sent to a phone. Only its hash is kept; it works once, for some minutes, for a few tries."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    phone_token = models.CharField(max_length=64, db_index=True)
    purpose = models.CharField(max_length=40)
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class SecondFactor(models.Model):
    """The sealed secret that an account shares with its owner's app; ``last_step`` is the last code's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.OneToOneField("platform.Account", models.PROTECT, related_name="+")
    secret = models.BinaryField()
    last_step = models.BigIntegerField()
    bound_at = models.DateTimeField()


class RecoveryCode(models.Model):
    """A code that stands in for the app once. Only its keyed hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey("platform.Account", models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)


class FailedSignIn(models.Model):
    """A wrong password for a login, whose keyed token alone is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    login_token = models.CharField(max_length=64)
    failed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("login_token", "failed_at", name="failures_by_login")]


class DaySalt(models.Model):
    """The salt of one day, without which no count of that day can be led back to an address."""

    day_date = models.DateField(primary_key=True)
    salt = models.BinaryField()


class AddressCount(models.Model):
    """How often something came today from an address, under a token that only the day's salt explains."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)  # tells no moment
    day_date = models.DateField()
    token = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("day_date", "token", name="one_count_an_address")]
