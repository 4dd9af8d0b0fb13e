"""How long each document takes to print, beside a blank page printed by the same compiler.

Run from the repository: ``PYTHONPATH=src:tests python bench/paper.py``. Each round prints for another
school, so that the compiler cannot answer from its memory. Exits with 1 where a document of the
sample takes more than LIMIT_MS at the median.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import typst

from kehou.platform.paper.authority import create_authority, issue_seal
from kehou.platform.paper.documents.reply import print_reply
from kehou.platform.paper.fonts import font_folders
from kehou.platform.paper.seal import sign
from kehou.platform.paper.verification import verify
from unit.paper.samples.common import AT
from unit.paper.samples.county import REPLY
from unit.paper.samples.every import EVERY

ROUNDS = 15
LIMIT_MS = 50.0


def blank_page() -> Callable[[str], bytes]:
    """The peer: one line of Chinese on a page, set by a bare typst compiler with our typefaces."""
    source = Path(tempfile.mkdtemp()) / "blank.typ"
    source.write_text('#set text(font: "Noto Serif SC")\n#sys.inputs.school')
    compiler = typst.Compiler(root=str(source.parent), font_paths=font_folders(), ignore_system_fonts=True)
    return lambda school: compiler.compile(input=str(source), format="pdf", sys_inputs={"school": school})


def sealing() -> dict[str, Callable[[str], bytes]]:
    """Sealing a reply and checking the seal; neither has a limit, both are shown."""
    span = {"first_day": AT.date(), "past_day": AT.date().replace(year=2029)}
    authority = create_authority("青溪县演示签章机构", **span)
    seal = issue_seal(authority, "青溪县教育局", legend="", **span)
    pdf = print_reply(REPLY, at=AT)
    sealed = sign(pdf, seal, reason="批复发出", at=AT)
    return {
        "seal": lambda school: sign(pdf, seal, reason=school, at=AT),
        "check seal": lambda _: repr(verify(sealed, trust=[authority.certificate], at=AT)).encode(),
    }


def milliseconds(work: Callable[[str], bytes]) -> float:
    """The median time of one call, after two that warm up."""
    times = []
    for turn in range(ROUNDS + 2):
        start = perf_counter()
        work(f"青溪县第{turn}小学")
        times.append((perf_counter() - start) * 1000)
    return median(times[2:])


def main() -> int:
    peer = milliseconds(blank_page())
    print(f"{'blank page':15} {peer:7.1f} ms")
    took = {name: milliseconds(work) for name, work in EVERY.items()}
    for name, time in {**took, **{name: milliseconds(work) for name, work in sealing().items()}}.items():
        print(f"{name:15} {time:7.1f} ms  {time / peer:6.1f} x blank page")
    slow = [name for name, time in took.items() if time > LIMIT_MS]
    if slow:
        print(f"over {LIMIT_MS:.0f} ms: {', '.join(slow)}")
    return bool(slow)


if __name__ == "__main__":
    sys.exit(main())
