"""Ctrl-C ends a server though other threads run beside it, if they began while it was held back."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

# The first word says where the other thread begins: within what holds the signal back, or before it.
PROGRAM = """
import os, signal, sys, threading, time
from contextlib import nullcontext
from kehou.web import running

def end(*_):
    os.write(1, b"ended\\n")  # print may be at work already: the signal can come while it says "ready"
    sys.exit(0)

# As from a terminal, whatever the process of the test holds back or ignores and hands on.
signal.pthread_sigmask(signal.SIG_SETMASK, set())
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGTERM, end)
with running.interrupts_held() if sys.argv[1] == "within" else nullcontext():
    threading.Thread(target=time.sleep, args=(4,), daemon=True).start()
    with running._interrupted_once():
        print("ready", flush=True)
        time.sleep(float(sys.argv[2]))
"""


@pytest.mark.parametrize(("begins", "runs_s", "said"), [("within", 15, "ended\n"), ("before", 2, "")])
def test_a_thread_swallows_the_interrupt_only_where_it_began_before(
    begins: str, runs_s: int, said: str
) -> None:
    command = [sys.executable, "-c", PROGRAM, begins, str(runs_s)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"
        server.send_signal(signal.SIGINT)
        rest, _ = server.communicate(timeout=20)
    assert rest == said
