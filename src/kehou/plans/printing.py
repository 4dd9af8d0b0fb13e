"""The county's reply on paper."""

from __future__ import annotations

from datetime import date

from kehou.kernel.fen import Fen
from kehou.platform.documents.models import FrozenDocument
from kehou.platform.paper.documents.reply import ApprovedSchool, Reply
from kehou.platform.paper.documents.reply import print_reply as press_reply


def print_reply(document: FrozenDocument) -> bytes:
    """A frozen reply as an official letter in PDF."""
    content = document.content
    reply = Reply(
        issuer=content["issuer"],
        number=content["number"],
        addressees=tuple(content["addressees"]),
        term=content["term"],
        basis=tuple(content["basis"]),
        submitted=date.fromisoformat(content["submitted"]),
        schools=tuple(
            ApprovedSchool(
                name=row["name"],
                grades=row["grades"],
                plan_number=row["plan_number"],
                price=Fen(row["price_fen"]),
                max_periods=row["max_periods"],
                ceiling=Fen(row["ceiling_fen"]),
            )
            for row in content["schools"]
        ),
        publicity_working_days=content["publicity_working_days"],
        conditions=tuple(content["conditions"]),
        date=date.fromisoformat(content["date"]),
    )
    return press_reply(reply, at=document.frozen_at)
