"""A merchant's keys, and the names of the headers that vouch for an answer or a call-back. Pure."""

from __future__ import annotations

from dataclasses import dataclass

OFFICIAL = "https://api.mch.weixin.qq.com"
ALGORITHM = "WECHATPAY2-SHA256-RSA2048"
SERIAL, STAMP, NONCE = "Wechatpay-Serial", "Wechatpay-Timestamp", "Wechatpay-Nonce"
SIGNATURE, SIGNATURE_TYPE = "Wechatpay-Signature", "Wechatpay-Signature-Type"


@dataclass(frozen=True, slots=True)
class MerchantKeys:
    """All that a merchant's line needs. Keys are PEM text; ``address`` is another one in tests only."""

    merchant: str
    app: str
    certificate_serial: str
    private_key: str
    api_key: str
    channel_key_id: str
    channel_key: str
    notify_address: str
    address: str = OFFICIAL
