"""Seals: poppler and our own check agree, a changed byte is found, strangers are not trusted."""

from __future__ import annotations

import io
import random
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from pyhanko.pdf_utils.generic import FloatObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from kehou.kernel.moments import SHANGHAI, NaiveMoment
from kehou.platform.paper.authority import create_authority, issue_seal
from kehou.platform.paper.documents.letter import print_letters
from kehou.platform.paper.documents.reply import print_reply
from kehou.platform.paper.seal import sign
from kehou.platform.paper.stamp import NoRoomForSeal
from kehou.platform.paper.verification import UnreadablePdf, verify
from unit.paper.poppler import tool
from unit.paper.samples.common import AT
from unit.paper.samples.county import REPLY
from unit.paper.samples.families import LETTERS

SPAN = {"first_day": date(2026, 1, 1), "past_day": date(2029, 1, 1)}
AUTHORITY = create_authority("青溪县演示签章机构", **SPAN)
TRUST = (AUTHORITY.certificate,)
SEAL = issue_seal(AUTHORITY, "青溪县教育局", legend="", **SPAN)
UNSEALED = print_reply(REPLY, at=AT)
SEALED = sign(UNSEALED, SEAL, reason="批复发出", at=AT)


def test_a_sealed_reply_holds() -> None:
    (report,) = verify(SEALED, trust=TRUST, at=AT)
    assert report.holds
    assert report.whole_file
    assert (report.signer, report.reason, report.signed_at) == ("青溪县教育局", "批复发出", AT)


def test_poppler_agrees(tmp_path: Path) -> None:
    path = tmp_path / "sealed.pdf"
    path.write_bytes(SEALED)
    found = tool("pdfsig", str(path))
    assert "Signature is Valid." in found
    assert "Total document signed" in found
    assert "ETSI.CAdES.detached" in found
    assert "CN=青溪县教育局" in found


def test_poppler_sees_a_changed_byte_too(tmp_path: Path) -> None:
    path = tmp_path / "changed.pdf"
    path.write_bytes(SEALED.replace(b"/Count 3", b"/Count 2", 1))
    assert "Signature is Valid." not in tool("pdfsig", str(path))


def test_the_document_itself_stays_byte_for_byte_and_gains_no_clock() -> None:
    assert SEALED.startswith(UNSEALED)
    stamped = set(re.findall(rb"D:(\d{8})", SEALED)) | set(re.findall(rb"ModifyDate>(\d{4})", SEALED))
    assert stamped <= {b"20260213", b"2026"}


def test_every_changed_byte_is_found() -> None:
    """Each of 60 places, outside the signature's own envelope, makes the seal fail."""
    hole = re.search(rb"/Contents <([0-9a-fA-F]+)>", SEALED)
    assert hole is not None
    places = [place for place in range(len(SEALED)) if not hole.start(1) <= place < hole.end(1)]
    for place in random.Random(1).sample(places, 60):
        assert not _holds(SEALED[:place] + bytes([SEALED[place] ^ 1]) + SEALED[place + 1 :]), place


def _holds(pdf: bytes) -> bool:
    try:
        reports = verify(pdf, trust=TRUST, at=AT)
    except UnreadablePdf:
        return False
    return bool(reports) and all(report.holds and report.whole_file for report in reports)


def test_the_unchanged_file_passes_the_same_check() -> None:
    """The positive control of the test above."""
    assert _holds(SEALED)


def test_what_is_appended_after_sealing_is_noticed() -> None:
    assert not _holds(SEALED + UNSEALED[len(UNSEALED) // 2 :])


def test_a_seal_from_another_authority_is_intact_but_not_trusted() -> None:
    stranger = create_authority("青溪县演示签章机构", **SPAN)
    pdf = sign(UNSEALED, issue_seal(stranger, "青溪县教育局", legend="", **SPAN), reason="批复发出", at=AT)
    (report,) = verify(pdf, trust=TRUST, at=AT)
    assert report.intact
    assert not report.trusted


def test_an_expired_seal_is_not_trusted_then_but_was_when_it_was_set() -> None:
    later = datetime(2029, 1, 2, tzinfo=SHANGHAI)
    assert not verify(SEALED, trust=TRUST, at=later)[0].trusted
    assert verify(SEALED, trust=TRUST, at=AT)[0].trusted


def test_two_seals_both_hold() -> None:
    school = issue_seal(AUTHORITY, "青溪县松风小学", legend="课后服务专用章", **SPAN)
    reports = verify(sign(SEALED, school, reason="收文确认", at=AT), trust=TRUST, at=AT)
    assert [report.signer for report in reports] == ["青溪县教育局", "青溪县松风小学"]
    assert all(report.holds for report in reports)
    assert [report.whole_file for report in reports] == [False, True]


def test_a_document_without_room_takes_no_seal() -> None:
    with pytest.raises(NoRoomForSeal):
        sign(print_letters(LETTERS[:1], at=AT), SEAL, reason="", at=AT)


def test_a_document_without_seals_reports_none() -> None:
    assert verify(UNSEALED, trust=TRUST, at=AT) == ()


def test_what_is_no_pdf_is_unreadable() -> None:
    with pytest.raises(UnreadablePdf):
        verify(b"%PDF-1.7 nothing", trust=TRUST, at=AT)


def test_moments_need_a_zone() -> None:
    naive = AT.replace(tzinfo=None)
    with pytest.raises(NaiveMoment):
        sign(UNSEALED, SEAL, reason="", at=naive)
    with pytest.raises(NaiveMoment):
        verify(SEALED, trust=TRUST, at=naive)


def test_keys_never_show_in_a_printed_seal() -> None:
    assert "PRIVATE KEY" not in f"{SEAL!r}{AUTHORITY!r}"


def test_a_later_revision_that_alters_a_page_breaks_the_seal() -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(SEALED))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/MediaBox"][3] = FloatObject("700")
    writer.update_container(page["/MediaBox"])
    target = io.BytesIO()
    writer.write(target)
    (report,) = verify(target.getvalue(), trust=TRUST, at=AT)
    assert not report.holds
