"""Where in a text a value stands, by the path under which a fault names it."""

from __future__ import annotations

import pytest

from kehou.rulebook.lines import line_of

TOML = '''kind = "plan"

[facts]
goals = """
kind = "no key, it stands within a text"
"""
school.grades = [
  1,
]
[facts.term]
weeks = [{ number = 1 }]

[[facts.grades]]
grade = 1
  [[facts.grades.classes]]
  class_code = "101"
  [[facts.grades.classes]]
  "class_code" = "102"  # a comment
[[facts.grades]]  # the second
grade = 2
[[facts.grades.classes]]
class_code = "201"
'''

JSON = """{
 "kind": "plan", "on": "2026-03-02",
 "facts": {
  "goals": "a \\"{[,",
  "grades": [
   {"grade": 1},
   {"grade": 2,
    "classes": [[], {"class_code": null}]}
  ],
  "last": 1
 }
}"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("kind", 1),
        ("facts", 3),
        ("facts.goals", 4),
        ("facts.school.grades", 7),
        ("facts.school.grades[0]", 7),
        ("facts.term.weeks[0].number", 11),
        ("facts.grades[0].grade", 14),
        ("facts.grades[0].classes[1].class_code", 18),
        ("facts.grades[1]", 19),
        ("facts.grades[1].classes[0].class_code", 22),
        ("facts.term.no_such", 10),
        ("no_such", 1),
    ],
)
def test_a_line_of_toml_is_found(path: str, line: int) -> None:
    assert line_of(TOML, ".toml", path) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("kind", 2),
        ("on", 2),
        ("facts", 3),
        ("facts.goals", 4),
        ("facts.grades[0].grade", 6),
        ("facts.grades[1].classes[1].class_code", 8),
        ("facts.last", 10),
        ("facts.grades[7]", 5),
        ("", 1),
    ],
)
def test_a_line_of_json_is_found(path: str, line: int) -> None:
    assert line_of(JSON, ".json", path) == line
