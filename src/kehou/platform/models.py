"""All rows of the common base, gathered where Django looks for them."""

from kehou.platform.access.models import (
    Account,
    AccountIdentity,
    AddressCount,
    DaySalt,
    FailedSignIn,
    RecoveryCode,
    RoleGrant,
    SecondFactor,
    SignInCode,
)
from kehou.platform.audit.models import AuditEvent
from kehou.platform.clock.models import ClockSetting
from kehou.platform.documents.models import FrozenDocument, NumberSeries
from kehou.platform.duties.models import Duty
from kehou.platform.files.models import StoredFile
from kehou.platform.idempotency.models import IdempotencyKey
from kehou.platform.messages.models import Message, PhoneText
from kehou.platform.outbox.models import OutboxEvent
from kehou.platform.sealed.models import PersonKey

__all__ = [
    "Account",
    "AccountIdentity",
    "AddressCount",
    "AuditEvent",
    "ClockSetting",
    "DaySalt",
    "Duty",
    "FailedSignIn",
    "FrozenDocument",
    "IdempotencyKey",
    "Message",
    "NumberSeries",
    "OutboxEvent",
    "PersonKey",
    "PhoneText",
    "RecoveryCode",
    "RoleGrant",
    "SecondFactor",
    "SignInCode",
    "StoredFile",
]
