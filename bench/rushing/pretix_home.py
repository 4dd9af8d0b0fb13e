"""pretix as its manual asks for, in an environment and a database of its own, until the measurement ends.

Set up once, beside Redis of the system's packages (``redis-server``)::

    .venv/bin/python -m uv venv var/pretix/env
    .venv/bin/python -m uv pip install --python var/pretix/env/bin/python \\
        --require-hashes -r requirements/pretix.txt

and measured by ``make bench-rush KEHOU_PRETIX=var/pretix/env/bin/python``. The first run migrates (two to
four minutes) and lays the shop out; this database is kept on the same server as ours, each run takes a copy.

As in pretix's image gunicorn has two workers a core, and Redis keeps cache and sessions: without it pretix
computes its settings anew for every request. Tasks are done within the request, which is its favour: with a
queue and its worker on the same cores a cart cost as much and had to be asked for again, and an order 217
in place of 168 ms of processor. Nothing serves its static files, since no page is asked for.
"""

from __future__ import annotations

import configparser
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from rushing.serving import answered, started

SEATS, SCARCE = 1_000, 10
TOKEN = "k" * 64
SHOP = Path(__file__).with_name("pretix_shop.py")
START_SECONDS = 120
OURS = {"DJANGO_SETTINGS_MODULE", "PYTHONPATH", "DATABASE_URL"}


@dataclass(frozen=True, slots=True)
class Home:
    """Where pretix lives: its Python, its files, its port and that of Redis, the server of databases."""

    python: Path
    folder: Path
    port: int
    cache: int
    server: str

    def environment(self, database: str) -> dict[str, str]:
        """What its processes are told, with a configuration for that database."""
        told = conninfo_to_dict(self.server)
        config = configparser.RawConfigParser()
        config["pretix"] = {"url": f"http://127.0.0.1:{self.port}", "datadir": str(self.folder / "data")}
        config["django"] = {"secret": "s" * 50}
        config["redis"] = {"location": f"redis://127.0.0.1:{self.cache}/0", "sessions": "true"}
        config["database"] = {"backend": "postgresql", "name": database} | {
            key: str(told[key]) for key in ("host", "port", "user", "password") if key in told
        }
        path = self.folder / f"{database}.cfg"
        with path.open("w", encoding="utf-8") as file:
            config.write(file)
        kept = {key: value for key, value in os.environ.items() if key not in OURS}
        return kept | {"PRETIX_CONFIG_FILE": str(path)}

    @contextmanager
    def cached(self) -> Iterator[None]:
        """Redis, in memory alone. Raises RuntimeError where it is not installed."""
        redis = shutil.which("redis-server")
        if redis is None:
            raise RuntimeError("pretix is measured with Redis, and there is no redis-server here")
        here = ["--bind", "127.0.0.1", "--port", str(self.cache), "--save", "", "--appendonly", "no"]
        with started([redis, *here], os.environ, self.folder / "redis.log"):
            yield

    @contextmanager
    def selling(self, database: str) -> Iterator[None]:
        """The web server on a database, once it answers."""
        command = [str(self.python), "-m", "gunicorn", "pretix.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--workers", str(2 * (os.cpu_count() or 1)), "--log-level", "warning"]
        with started(command, self.environment(database), self.folder / "gunicorn.log"):
            answered(self.port, "/healthcheck/", START_SECONDS)
            yield

    def kept_database(self) -> str:
        """The database that was migrated and laid out, which is done where there is none of this version."""
        name = f"peer_pretix_{self._version()}"
        building = f"{name}_building"
        with psycopg.connect(self.server, autocommit=True, dbname="postgres") as admin:
            if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
                print("pretix is migrated once, which takes some minutes", flush=True)
                admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(building)))
                copied(admin, "template0", building)
                environment = self.environment(building)
                self._ran(["-m", "pretix", "migrate"], environment)
                self._ran(["-P", str(SHOP), str(SEATS), str(SCARCE), TOKEN], environment)
                (self.folder / f"{building}.cfg").unlink()
                rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
                admin.execute(rename.format(sql.Identifier(building), sql.Identifier(name)))
        return name

    def _version(self) -> str:
        """Changes with pretix and with what its shop holds."""
        told = self._ran(["-c", "from pretix import __version__; print(__version__)"], os.environ)
        holds = SHOP.read_bytes() + f"{SEATS} {SCARCE} {TOKEN}".encode()
        return f"{told.strip().replace('.', '_')}_{hashlib.sha256(holds).hexdigest()[:8]}"

    def _ran(self, arguments: list[str], environment: Mapping[str, str]) -> str:
        command = [str(self.python), *arguments]
        done = subprocess.run(
            command, env=environment, cwd=self.folder, text=True, capture_output=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"pretix: {done.stderr[-2_000:]}")
        return done.stdout


def copied(admin: psycopg.Connection, template: str, name: str) -> None:
    """A new database like another one."""
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    admin.execute(create.format(sql.Identifier(name), sql.Identifier(template)))


@contextmanager
def open_shop(python: Path) -> Iterator[tuple[Home, str]]:
    """pretix of that Python's environment, selling from a fresh copy of its database."""
    from django.conf import settings

    from database import drop
    from kehou.platform.database.embedded import database_url
    from kehou.web.running import free_port

    folder = settings.KEHOU_VAR / "pretix"
    (folder / "data").mkdir(parents=True, exist_ok=True)
    database = f"peer_pretix_{os.getpid()}"
    with database_url(os.environ, var=settings.KEHOU_VAR) as server:
        home = Home(python, folder, free_port("127.0.0.1", 8_600), free_port("127.0.0.1", 8_700), server)
        with home.cached():
            kept = home.kept_database()
            try:
                with psycopg.connect(server, autocommit=True, dbname="postgres") as admin:
                    copied(admin, kept, database)
                with home.selling(database):
                    yield home, database
            finally:
                drop(server, database)
                (folder / f"{database}.cfg").unlink(missing_ok=True)
