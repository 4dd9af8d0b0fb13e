"""From which network address somebody comes, as far as the installation may believe it."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address
_HOUSEHOLD = 64  # of an IPv6 address, what a provider gives to one connection


def address_of(request: HttpRequest) -> str:
    """The address that somebody comes from; of an IPv6 address the part that a household shares.

    What a request says of itself counts only where one of our own proxies (``KEHOU_PROXIES``) handed it on,
    and from the right, where each proxy writes whom it heard: anyone may write anything before that.
    """
    nearest = _read(request.META.get("REMOTE_ADDR", ""))
    if nearest is None:
        return ""
    said = request.headers.get("x-forwarded-for", "").split(",")
    while _is_ours(nearest) and said:
        before = _read(said.pop())
        if before is None:
            break
        nearest = before
    return _household(nearest)


def _read(text: str) -> Address | None:
    try:
        found = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _is_ours(address: Address) -> bool:
    return any(address in network for network in settings.KEHOU_PROXIES)


def _household(address: Address) -> str:
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, _HOUSEHOLD), strict=False))
    return str(address)
