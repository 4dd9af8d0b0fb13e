"""The ``kehou`` command. A subcommand's module is imported only when it runs, so that help comes at once."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

import click

from kehou import __version__


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a subcommand lives, as ``module:function``, and its line in the help."""

    target: str
    help: str

    def load(self) -> click.Command:
        """Import the subcommand."""
        module, _, name = self.target.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


# Each module is named in full here so that a house test can follow what import-linter cannot see.
COMMANDS: dict[str, Entry] = {
    "demo": Entry("kehou.demo.cli:demo", "Serve the demo county, or tell its story with --story."),
    "serve": Entry("kehou.web.commands:serve", "Serve the site until Ctrl-C."),
    "release": Entry("kehou.web.commands:release", "Take a second factor away that was lost."),
    "appoint": Entry("kehou.web.commands:appoint", "Name an officer, who then names the others."),
    "door": Entry("kehou.web.commands:door", "Answer choices in order of arrival ahead of the site."),
    "draw": Entry("kehou.allocation.cli:draw", "Draw wishes into places, check a draw, explain it."),
    "ledger": Entry("kehou.web.ledger_command:ledger", "Export a term's book, and verify one, offline."),
    "rules": Entry("kehou.rulebook.cli:rules", "Read, explain and apply the rulebook, offline."),
    "docs": Entry("kehou.web.reference.command:docs", "Renew the generated pages of docs/."),
    "manage": Entry("kehou.web.commands:manage", "Run a management command of Django."),
}


class LazyGroup(click.Group):
    """A group that knows its subcommands by name and loads the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (called by click)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  (called by click)
        entry = COMMANDS.get(cmd_name)
        return entry.load() if entry else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (called by click)
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kehou")
def main() -> None:
    """After-school services (课后服务) for compulsory education, run by the book."""
