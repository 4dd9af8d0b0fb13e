"""An import contract: who stands outside a capability comes in through its ``public`` module only."""

from __future__ import annotations

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class EntranceContract(Contract):
    """Forbids imports of a capability's inside from without.

    import-linter's own ``protected`` contract says this of one package at a time; this says it of all.
    An opening such as ``kehou.web -> urls`` lets one package import that module of every capability.
    """

    capabilities = fields.ListField(subfield=fields.StringField())
    openings = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Find every import that goes around a door."""
        around = [
            (importer, inside)
            for capability in self.capabilities  # type: ignore[attr-defined]
            for inside in self._inside(graph, f"kehou.{capability}")
            for importer in sorted(graph.find_modules_that_directly_import(inside))
            if not self._may_enter(importer, inside)
        ]
        return ContractCheck(kept=not around, metadata={"around": around})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name the importer and what it reached for."""
        for importer, inside in check.metadata["around"]:
            output.print_error(f"- {importer} -> {inside}", bold=False)

    def _inside(self, graph: ImportGraph, capability: str) -> list[str]:
        if capability not in graph.modules:
            return []
        door = f"{capability}.public"
        return sorted(name for name in graph.find_descendants(capability) if not _within(name, door))

    def _may_enter(self, importer: str, inside: str) -> bool:
        _, capability, module, *_ = inside.split(".")
        openings = (opening.split(" -> ") for opening in self.openings)  # type: ignore[attr-defined]
        let_in = [package for package, opened in openings if opened == module]
        return any(_within(importer, package) for package in (f"kehou.{capability}", *let_in))


def _within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")
