"""``kehou draw``, as a school and a family would use it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kehou.cli import main

LIST = {
    "format": "kehou-draw/1",
    "sections": [
        {"id": "robots", "slots": ["mon"], "capacity": 2},
        {"id": "choir", "slots": ["mon"], "capacity": 9, "min_size": 5},
        {"id": "homework", "slots": ["mon"], "is_x": False, "fallback": True},
    ],
    "pupils": [
        {
            "id": f"K{n}",
            "family": f"F{n}",
            "grade": 3,
            "wishes": {"mon": ["choir", "robots"]},
            "attends": ["mon"],
        }
        for n in range(4)
    ],
    "policy": {"max_paid": 1},
}
LOT = ("--nonce", "n0nce", "--beacon", "3412.87")


def kehou(*arguments: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["draw", *map(str, arguments)])


@pytest.fixture
def wishes(tmp_path: Path) -> Path:
    """A closed list on disk."""
    path = tmp_path / "wishes.json"
    path.write_text(json.dumps(LIST))
    return path


@pytest.fixture
def record(wishes: Path) -> Path:
    """The record of its draw."""
    path = wishes.with_name("record.json")
    path.write_bytes(kehou("run", wishes, *LOT).stdout_bytes)
    return path


def test_a_draw_that_keeps_to_what_was_published_is_equal_when_drawn_again(
    wishes: Path, record: Path, tmp_path: Path
) -> None:
    published = tmp_path / "published.json"
    published.write_bytes(kehou("commit", wishes, "--nonce", "n0nce").stdout_bytes)
    again = kehou("verify", record, "--published", published)
    assert (again.exit_code, again.output[:5]) == (0, "equal")


def test_another_nonce_than_the_published_one_is_refused(wishes: Path, tmp_path: Path) -> None:
    published = tmp_path / "published.json"
    published.write_bytes(kehou("commit", wishes, "--nonce", "n0nce").stdout_bytes)
    refused = kehou("run", wishes, "--nonce", "better", "--beacon", "1", "--published", published)
    assert refused.exit_code == 1
    assert "nonce_hash is not as published" in refused.output


def test_a_seat_that_was_moved_is_found_and_named(record: Path) -> None:
    told = json.loads(record.read_bytes())
    seat = next(seat for seat in told["result"]["seats"] if seat[1] == "homework")
    seat[1], seat[3] = "robots", "wish"
    record.write_text(json.dumps(told))
    refused = kehou("verify", record)
    assert refused.exit_code == 1
    assert {"oversold robots", "differs result.seats"} <= set(refused.output.splitlines())


def test_a_family_reads_why(record: Path) -> None:
    told = [kehou("explain", record, "--pupil", f"K{n}").output for n in range(4)]
    assert all("第1志愿 choir：选这门课的只有4人，不足5人，没有开班" in text for text in told)
    assert sum("第2志愿 robots：已录取" in text for text in told) == 2
    assert sum("候补第1位" in text for text in told) == 1


def test_a_withdrawal_lets_the_waiting_list_move_up(record: Path, tmp_path: Path) -> None:
    before = json.loads(record.read_bytes())["result"]
    leaving = next(pupil for _, section, pupil, _ in before["seats"] if section == "robots")
    events = tmp_path / "events.json"
    events.write_text(json.dumps([{"pupil": leaving, "slot": "mon", "stays": True}]))
    after = json.loads(kehou("withdraw", record, events).stdout_bytes)["result"]
    seated = {pupil for _, section, pupil, _ in after["seats"] if section == "robots"}
    assert before["waitlists"]["robots"][0] in seated
    assert ["mon", "homework", leaving, "fallback"] in after["seats"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "wishes.json: line 1 column 2"),
        (
            '{"format": "kehou-draw/1", "sections": [], "pupils": [{"id": 7}], "policy": {}}',
            "pupils[0].id: 7",
        ),
        ('{"format": "kehou-draw/2", "sections": [], "pupils": [], "policy": {}}', "kehou-draw/1"),
    ],
)
def test_what_cannot_be_read_is_refused_with_place_and_reason(
    content: str, reason: str, wishes: Path
) -> None:
    wishes.write_text(content)
    refused = kehou("run", wishes, *LOT)
    assert refused.exit_code == 2
    assert reason in refused.output


def test_a_row_that_cannot_be_drawn_is_named(wishes: Path) -> None:
    wishes.write_text(json.dumps(LIST).replace('"choir", "robots"', '"choir", "robot"'))
    refused = kehou("run", wishes, *LOT)
    assert refused.exit_code == 2
    assert "wishes.json: pupils/K0 wishes/mon: unknown_section (robot)" in refused.output


def test_the_program_for_families_runs_on_plain_python(record: Path) -> None:
    program = Path(sys.modules["kehou.allocation"].__path__[0]) / "verify_draw.py"
    command = [sys.executable, "-I", "-S", str(program), str(record)]
    assert subprocess.run(command, check=False).returncode == 0
    record.write_bytes(record.read_bytes().replace(b'"3412.87"', b'"3412.88"'))
    found = subprocess.run(command, check=False, capture_output=True, text=True)
    assert found.returncode == 1
    assert "differs: result.seed" in found.stdout
    record.write_bytes(b"{}")
    assert subprocess.run(command, check=False).returncode == 2
