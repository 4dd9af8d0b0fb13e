"""How often one network address may send something without signing in, in a day. It goes by the wall clock.

No address is kept, and no moment. A count stands under a hash of the address with the installation's key and
a salt of the day; with the day the salt is destroyed, and what was counted can be led back to nobody.
"""

from __future__ import annotations

import secrets
from datetime import date

from django.db.models import F

from kehou.kernel.moments import local_day
from kehou.platform.access.models import AddressCount, DaySalt
from kehou.platform.clock.wall import wall_now
from kehou.platform.sealed import cipher
from kehou.platform.sealed.keyring import house_key

_SALT = 32


def may_send(address: str, *, kind: str, most: int) -> bool:
    """Count one more of a kind from an address today; False, and nothing counted, where it is one too many.

    Two at the same moment cannot share the last one. What comes by no network (a desk) is not counted.
    """
    if not address:
        return True
    today = local_day(wall_now())
    forget_counts(before=today)
    row, _ = AddressCount.objects.get_or_create(day_date=today, token=_token(address, kind, today))
    return AddressCount.objects.filter(pk=row.pk, count__lt=most).update(count=F("count") + 1) == 1


def forget_counts(*, before: date) -> None:
    """Destroy the salts and counts of earlier days."""
    DaySalt.objects.filter(day_date__lt=before).delete()
    AddressCount.objects.filter(day_date__lt=before).delete()


def _token(address: str, kind: str, today: date) -> str:
    salt, _ = DaySalt.objects.get_or_create(day_date=today, defaults={"salt": secrets.token_bytes(_SALT)})
    return cipher.token(f"{kind}:{address}", key=house_key("addresses") + bytes(salt.salt), kind="address")
