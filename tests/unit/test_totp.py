"""The codes are those of RFC 6238 (appendix B, SHA-1), cut to the six digits that apps show."""

from __future__ import annotations

import pytest

from kehou.platform.access.second_factor import STEP_S, code_at, secret_in_groups

SECRET = b"12345678901234567890"
VECTORS = [
    (59, "94287082"),
    (1_111_111_109, "07081804"),
    (1_111_111_111, "14050471"),
    (1_234_567_890, "89005924"),
    (2_000_000_000, "69279037"),
    (20_000_000_000, "65353130"),
]


@pytest.mark.parametrize(("second", "code"), VECTORS)
def test_the_vectors_of_the_rfc(second: int, code: str) -> None:
    assert code_at(SECRET, second // STEP_S) == code[-6:]


def test_another_secret_has_other_codes() -> None:
    assert code_at(b"12345678901234567891", 1) != code_at(SECRET, 1)


def test_a_secret_is_read_in_groups_of_four() -> None:
    assert secret_in_groups(SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
