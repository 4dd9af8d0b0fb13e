"""``python -m kehou`` is the ``kehou`` command."""

from kehou.cli import main

main(prog_name="kehou")
