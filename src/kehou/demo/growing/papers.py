"""Paper that families brought to the demo's school: keyed in by one, still to be checked by another."""

from __future__ import annotations

import struct
import zlib
from datetime import datetime
from uuid import UUID

from kehou.agreements.public import SignedSheet, key_paper
from kehou.demo.county import DemoCounty
from kehou.demo.rolls import DemoSchool
from kehou.demo.story.families import Family
from kehou.enrolment.facts import Wishes
from kehou.enrolment.public import offering_at
from kehou.enrolment.services.wishing import key_wishes
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped
from kehou.platform.files.storing import store

WIDTH, HEIGHT = 210, 297


def key_in(
    county: DemoCounty, school: DemoSchool, version_id: UUID, *, signs: Family, wishes: Family, now: datetime
) -> None:
    """One family's signed sheet with its scan, and another's slip of wishes."""
    place, planner = county.schools[school.key].place, county.actor(f"{school.key}-plan")
    with scoped(at(place)):
        scan = store(
            white_page(),
            place=place,
            purpose="agreement_scan",
            name="协议扫描件",
            media_type="image/png",
            actor=planner,
            now=now,
        )
        offering = offering_at(version_id)
    sheet = SignedSheet(
        pupil_id=signs.pupil.id,
        term_id=county.term.id,
        version_id=version_id,
        guardian_id=signs.actor.person,
        signed_date=now.date(),
        days=(0, 1, 2, 3, 4),
        data_consent=True,
        scan_id=scan.id,
    )
    perform(key_paper, actor=planner, now=now, place=place, sheet=sheet)
    grade = wishes.pupil.grade
    ranked = {
        band.key: tuple(option.key for option in offering.in_band(band.key, grade)[:2])
        for band in offering.bands_of(grade)
    }
    perform(
        key_wishes,
        actor=planner,
        now=now,
        pupil_id=wishes.pupil.id,
        guardian_id=wishes.actor.person,
        place=place,
        term_id=county.term.id,
        wishes=Wishes(ranked),
    )


def white_page() -> bytes:
    """A scan of an empty page, as PNG."""
    rows = zlib.compress((b"\x00" + b"\xff" * WIDTH) * HEIGHT)
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
