"""The press: one of our own templates and the content for it, set as a PDF.

Every document is PDF/A-2a for the archive and PDF/UA-1 for screen readers. The same template,
content and time stamp give the same bytes, so a stored hash can be checked by printing again.
"""

from __future__ import annotations

import json
import threading
from datetime import datetime
from pathlib import Path

import typst

from kehou.kernel.moments import NaiveMoment
from kehou.platform.paper.content import plain
from kehou.platform.paper.fonts import font_folders

TEMPLATES = Path(__file__).parent / "templates"
_thread = threading.local()


def press(template_name: str, content: object, *, fixed_time: datetime) -> bytes:
    """Set ``templates/<template_name>.typ`` with a frozen content or a mapping as a PDF.

    A character that no typeface can draw prints as 〓 and is named by its code point at the end
    of the document, to be filled in by hand. Raises NaiveMoment for a time stamp without zone,
    NotForPaper for content without a written form, ``typst.TypstError`` for a faulty template.
    """
    if fixed_time.tzinfo is None:
        raise NaiveMoment(str(fixed_time))
    data, missing = plain(content)
    pdf = _compiler().compile(
        input=str(TEMPLATES / f"{template_name}.typ"),
        format="pdf",
        sys_inputs={
            "data": json.dumps(data, ensure_ascii=False),
            "missing": json.dumps([f"U+{ord(character):04X}" for character in missing]),
        },
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(fixed_time.timestamp()),
    )
    assert isinstance(pdf, bytes)  # one file, since no output path is given
    return pdf


def _compiler() -> typst.Compiler:
    """This thread's compiler: typst's is not safe to share between threads."""
    if not hasattr(_thread, "compiler"):
        _thread.compiler = typst.Compiler(
            root=str(TEMPLATES), font_paths=font_folders(), ignore_system_fonts=True
        )
    compiler: typst.Compiler = _thread.compiler
    return compiler
