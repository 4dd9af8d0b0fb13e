"""One stylesheet out of many small files, joined when it is asked for.

There is no build step: a static files finder joins ``styles/*.css`` and offers the result as
``kehou/kehou.css``, so the server, ``collectstatic`` and the tests all see the same single file.
Layers are declared first, so the order of files within a layer is the only order that counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

STYLES = Path(__file__).parent / "styles"
NAME = "kehou/kehou.css"
LAYERS = "@layer tokens, base, layout, components, print;\n"
_FIRST = ("tokens.css", "base.css", "layout.css")
_LAST = ("print.css",)


def sources() -> list[Path]:
    """The style files in the order of their layers."""
    components = sorted((STYLES / "components").glob("*.css"))
    return [*(STYLES / name for name in _FIRST), *components, *(STYLES / name for name in _LAST)]


def joined() -> str:
    """The text of the whole stylesheet."""
    return LAYERS + "".join(source.read_text(encoding="utf-8") for source in sources())


class StylesheetFinder(BaseFinder):
    """Offers the joined stylesheet as one static file; rewritten whenever a source changes."""

    def __init__(self, *_args: object, **_kwargs: object) -> None:
        self._folder = TemporaryDirectory(prefix="kehou-styles-")
        self._path = Path(self._folder.name) / NAME
        self._path.parent.mkdir(parents=True)
        self._storage = FileSystemStorage(location=self._folder.name)
        self._written = ""

    def check(self, **_kwargs: object) -> list[object]:  # type: ignore[override]
        """Nothing to configure."""
        return []

    def find(self, path: str, find_all: bool = False, **_kwargs: object) -> str | list[str]:  # type: ignore[override]
        """The joined file for its own name, nothing for any other."""
        if path != NAME:
            return []
        self._write()
        return [str(self._path)] if find_all else str(self._path)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:  # noqa: ARG002  (called by Django)
        """The one file, for ``collectstatic``."""
        self._write()
        yield NAME, self._storage

    def _write(self) -> None:
        text = joined()
        if text != self._written:
            self._path.write_text(text, encoding="utf-8")
            self._written = text
