#!/usr/bin/env python3
"""Check the record of a draw: python3 verify_draw.py RECORD.json

One file that needs nothing but Python 3.9. It shares no code with the program that drew: it reads the
closed list, makes the seed from the published numbers, draws again in a plainer way, and compares
byte by byte. Ends with 0 if all is equal, with 1 if something differs, with 2 if it cannot read the
record. The method is described in docs/draw.md; the format is kehou-draw/1.
"""

from __future__ import annotations

import json
import sys
from fractions import Fraction
from hashlib import sha256
from math import ceil, floor
from pathlib import Path
from typing import Any

FORMAT = "kehou-draw/1"
Row = dict[str, Any]
Key = tuple[int, int, str, str, str]


def line_hash(*lines: str) -> str:
    return sha256("\n".join((FORMAT, *lines)).encode()).hexdigest()


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def root_of(record: Row) -> str:
    offer = {"policy": record["policy"], "sections": record["sections"]}
    rows = sorted(sha256(canonical(pupil)).hexdigest() for pupil in record["pupils"])
    return line_hash("input", sha256(canonical(offer)).hexdigest(), *rows)


class Draw:
    """The draw of a record, made again."""

    def __init__(self, record: Row) -> None:
        lottery = record["lottery"]
        self.seed = line_hash("seed", lottery["nonce"], lottery["beacon"], root_of(record))
        self.policy: Row = record["policy"]
        self.sections: dict[str, Row] = {row["id"]: row for row in record["sections"]}
        self.pupils: dict[str, Row] = {row["id"]: dict(row) for row in record["pupils"]}
        named = {slot for row in record["sections"] for slot in row["slots"]}
        self.slots = sorted(named, key=lambda slot: (line_hash("slot", self.seed, slot), slot))
        self.first = {code: min(row["slots"], key=self.slots.index) for code, row in self.sections.items()}
        self.held: dict[str, dict[str, str]] = {code: {} for code in self.pupils}
        self.closed: dict[str, int] = {}
        self.keys: dict[tuple[str, str], Key] = {}
        for slot in self.slots:
            self.place(slot)
        for batch in record["withdrawals"]:
            for event in batch:
                self.take_out(event)
            while any(self.refill(slot) for slot in self.slots):
                pass

    # The order at a section.

    def key(self, code: str, at: str) -> Key:
        if (code, at) not in self.keys:
            pupil, classes = self.pupils[code], self.policy["course_class"].get(at, [])
            held = [rank for rank, name in enumerate(classes) if name in pupil["qualifications"]]
            family = int(line_hash("family", self.seed, pupil["family"])[:16], 16)
            turned = self.slots.index(self.first[at]) * 2**64 // len(self.slots)
            tier = pupil["tier"] if self.policy["tier_mode"] == "absolute_tiers" else 0
            own = line_hash("pupil", self.seed, code)[:16]
            number = f"{(family + turned) % 2**64:016x}"
            self.keys[code, at] = (tier, min(held, default=len(classes)), number, own, code)
        return self.keys[code, at]

    def reserve(self, at: str) -> int:
        capacity: int | None = self.sections[at]["capacity"]
        if self.policy["tier_mode"] != "reserves" or capacity is None:
            return 0
        return ceil(capacity * Fraction(self.policy["reserves"]))

    # What a pupil may have.

    def admitted(self, code: str, at: str) -> bool:
        pupil, row = self.pupils[code], self.sections[at]
        of_grade = not row["grades"] or pupil["grade"] in row["grades"]
        return of_grade and set(row["requires"]) <= set(pupil["qualifications"])

    def asked(self, code: str) -> set[str]:
        pupil = self.pupils[code]
        return {*pupil["attends"], *pupil["any_suitable"], *pupil["wishes"]}

    def choices(self, code: str, slot: str) -> list[str]:
        pupil = self.pupils[code]
        wished = pupil["wishes"].get(slot, [])
        mine = [at for at in wished if self.admitted(code, at)]
        here = [
            at
            for at in sorted(self.sections)
            if slot in self.sections[at]["slots"] and self.admitted(code, at)
        ]
        if slot in pupil["any_suitable"]:
            free = [at for at in here if at not in wished and self.is_plain(at)]
            start = int(line_hash("pupil", self.seed, code)[:16], 16) % len(free) if free else 0
            mine += free[start:] + free[:start]
        if slot in pupil["attends"] or (pupil["tier"] == 0 and slot in self.asked(code)):
            rooms = [at for at in here if self.sections[at]["fallback"] and at not in mine]
            mine += sorted(rooms, key=lambda at: not self.sections[at]["is_x"])
        return mine

    def is_plain(self, at: str) -> bool:
        row = self.sections[at]
        return not (row["paid"] or row["fallback"] or len(row["slots"]) > 1)

    def allowance(self, code: str) -> int:
        return floor(len(self.asked(code)) * (1 - Fraction(self.policy["min_x_share"])))

    def limit(self, code: str, at: str, held: dict[str, str]) -> str:
        row, cap = self.sections[at], self.policy["max_paid"]
        paid = {other for other in held.values() if self.sections[other]["paid"]}
        other_than_x = [slot for slot, other in held.items() if not self.sections[other]["is_x"]]
        if row["paid"] and cap is not None and len(paid) >= cap:
            return "PAID_LIMIT"
        if not row["is_x"] and len(other_than_x) + len(row["slots"]) > self.allowance(code):
            return "X_LIMIT"
        return ""

    # One slot: everybody proposes at once, sections keep the best, the others go on, until all rest.

    def chosen(self, at: str, applicants: set[str], before: set[str]) -> list[str]:
        order = sorted(applicants, key=lambda code: (code not in before, self.key(code, at)))
        kept = [code for code in order if code in before]
        spare = self.reserve(at) - sum(self.pupils[code]["tier"] == 0 for code in kept)
        first = [code for code in order if code not in before and self.pupils[code]["tier"] == 0]
        kept += first[: max(spare, 0)]
        kept += [code for code in order if code not in kept]
        capacity = self.sections[at]["capacity"]
        return kept if capacity is None else kept[:capacity]

    def rest(self, lists: dict[str, list[str]], slot: str, closed: set[str]) -> dict[str, set[str]]:
        left = {code: [at for at in mine if at not in closed] for code, mine in lists.items()}
        while True:
            applicants: dict[str, set[str]] = {at: set() for at in self.sections if self.first[at] == slot}
            for code, mine in left.items():
                if mine:
                    applicants[mine[0]].add(code)
            turned_away = False
            for at, codes in applicants.items():
                before = {code for code in codes if self.held[code].get(slot) == at}
                for code in codes - set(self.chosen(at, codes, before)):
                    left[code], turned_away = left[code][1:], True
            if not turned_away:
                return applicants

    def place(self, slot: str) -> None:
        lists = {code: self.able(code, slot) for code in self.pupils}
        while True:
            seated = self.rest(lists, slot, set(self.closed))
            small = [
                at
                for at in seated
                if len(seated[at]) < self.sections[at]["min_size"] and at not in self.closed
            ]
            if not small:
                break
            least = min(small, key=lambda at: (len(seated[at]), line_hash("closing", self.seed, at), at))
            self.closed[least] = len(seated[least])
        for at, codes in seated.items():
            for code in codes:
                self.held[code].update(dict.fromkeys(self.sections[at]["slots"], at))

    def able(self, code: str, slot: str) -> list[str]:
        held = self.held[code]
        if slot in held:
            return []
        mine = self.choices(code, slot)
        free = [
            at for at in mine if self.first[at] == slot and not held.keys() & set(self.sections[at]["slots"])
        ]
        return self.guaranteed(code, mine, [at for at in free if not self.limit(code, at, held)])

    def guaranteed(self, code: str, mine: list[str], able: list[str]) -> list[str]:
        rooms = [at for at in mine if self.sections[at]["fallback"]]
        missing = self.pupils[code]["tier"] == 0 and not set(rooms) & set(able)
        return able + rooms[:1] if missing else able

    # Withdrawals: who wished a freed seat more moves up; nobody loses a seat.

    def take_out(self, event: Row) -> None:
        pupil, slot, held = self.pupils[event["pupil"]], event["slot"], self.held[event["pupil"]]
        wished, seat = pupil["wishes"].get(slot, []), held.get(slot)
        end = wished.index(seat) if event["stays"] and seat in wished else len(wished)
        struck = wished[end:] if event["stays"] else wished
        rooms = {at for at, other in held.items() if self.sections[other]["fallback"]}
        attends = {*pupil["attends"], *rooms}
        pupil["attends"] = attends | {slot} if event["stays"] else attends - {slot}
        pupil["any_suitable"] = set(pupil["any_suitable"]) - {slot}
        lists = {
            at: [code for code in ranked if code not in struck] for at, ranked in pupil["wishes"].items()
        }
        pupil["wishes"] = {at: ranked for at, ranked in lists.items() if ranked}
        if seat is not None:
            self.give_up(event["pupil"], seat)

    def give_up(self, code: str, at: str) -> None:
        for slot in self.sections[at]["slots"]:
            del self.held[code][slot]

    def overlaps(self, code: str, at: str) -> list[tuple[str, bool]]:
        """What a pupil holds in the section's slots, and whether it wished that more there."""
        found = []
        for slot in self.sections[at]["slots"]:
            other = self.held[code].get(slot)
            if other not in (None, at):
                mine = self.choices(code, slot)
                found.append((other, mine.index(other) < mine.index(at)))
        return found

    def remaining(self, code: str, at: str) -> dict[str, str]:
        gone = {self.held[code].get(slot) for slot in self.sections[at]["slots"]}
        return {slot: other for slot, other in self.held[code].items() if other not in gone}

    def may_move(self, code: str, at: str) -> bool:
        calm = self.policy["refill"] == "unplaced_only"
        for other, wished_more in self.overlaps(code, at):
            row = self.sections[other]
            if wished_more or len(row["slots"]) > 1 or (calm and not row["fallback"]):
                return False
        return not self.limit(code, at, self.remaining(code, at))

    def upwards(self, code: str, slot: str) -> list[str]:
        """What is decided in this slot, wished more than what is held, and possible."""
        mine, seat = self.choices(code, slot), self.held[code].get(slot)
        above = mine[: mine.index(seat)] if seat else mine
        open_here = [at for at in above if self.first[at] == slot and at not in self.closed]
        return [at for at in open_here if self.may_move(code, at)]

    def refill(self, slot: str) -> bool:
        lists = {}
        for code in self.pupils:
            seat, able = self.held[code].get(slot), self.upwards(code, slot)
            if seat is None:
                lists[code] = self.guaranteed(code, self.choices(code, slot), able)
            else:
                lists[code] = [*able, seat] if self.first[seat] == slot else []
        moved = False
        for at, codes in self.rest(lists, slot, set()).items():
            for code in codes:
                if self.held[code].get(slot) != at:
                    moved = True
                    for other in {self.held[code].get(part) for part in self.sections[at]["slots"]} - {None}:
                        self.give_up(code, str(other))
                    self.held[code].update(dict.fromkeys(self.sections[at]["slots"], at))
        return moved

    # What follows from the seats.

    def outcome(self, record: Row) -> Row:
        cutoffs, lines = self.cutoffs(), self.waitlists()
        seats = sorted([slot, at, code] for code, held in self.held.items() for slot, at in held.items())
        events = [[[e["pupil"], e["slot"], e["stays"]] for e in batch] for batch in record["withdrawals"]]
        covered = {
            "seed": self.seed,
            "code_hash": record["lottery"]["code_hash"],
            "withdrawals": events,
            "cancelled": sorted(self.closed),
            "seats": seats,
        }
        return {
            "seed": self.seed,
            "slots": self.slots,
            "seats": [[slot, at, code, self.via(slot, at, code)] for slot, at, code in seats],
            "cutoffs": cutoffs,
            "cancelled": self.closed,
            "waitlists": lines,
            "reasons": [
                reason for code in sorted(self.pupils) for reason in self.reasons(code, cutoffs, lines)
            ],
            "x_unmet": [code for code in sorted(self.pupils) if self.lacks_x(code)],
            "digest": sha256(canonical(covered)).hexdigest(),
        }

    def via(self, slot: str, at: str, code: str) -> str:
        if at in self.pupils[code]["wishes"].get(slot, []):
            return "wish"
        return "fallback" if self.sections[at]["fallback"] else "any"

    def lacks_x(self, code: str) -> bool:
        held, share = self.held[code].values(), Fraction(self.policy["min_x_share"])
        return bool(sum(self.sections[at]["is_x"] for at in held) < share * len(held))

    def cutoffs(self) -> Row:
        found: Row = {}
        for at, row in self.sections.items():
            keys = sorted(
                (self.key(c, at), self.pupils[c]["tier"]) for c, h in self.held.items() if at in h.values()
            )
            if len(keys) == row["capacity"]:
                reserved = [key for key, tier in keys if tier == 0][: self.reserve(at)]
                public = [key for key, _ in keys if key not in reserved]
                taken = reserved and len(reserved) == self.reserve(at)
                found[at] = {
                    "open": public[-1] if public else None,
                    "reserved": reserved[-1] if taken else None,
                }
        return found

    def waitlists(self) -> dict[str, list[str]]:
        lines: dict[str, list[str]] = {}
        for code in self.pupils:
            for at in {at for slot in self.asked(code) for at in self.upwards(code, slot)}:
                lines.setdefault(at, []).append(code)
        return {at: sorted(line, key=lambda code: self.key(code, at)) for at, line in lines.items()}

    def reasons(self, code: str, cutoffs: Row, lines: Row) -> list[list[Any]]:
        found = []
        for slot, ranked in sorted(self.pupils[code]["wishes"].items()):
            for place, at in enumerate(ranked):
                why, facts = self.reason(code, slot, at, cutoffs.get(at))
                if why == "FULL":
                    line = lines.get(at, [])
                    facts["place"] = line.index(code) + 1 if code in line else None
                found.append([code, slot, place + 1, at, why, facts])
        return found

    def reason(self, code: str, slot: str, at: str, cutoff: Row | None) -> tuple[str, Row]:
        row, pupil, seat = self.sections[at], self.pupils[code], self.held[code].get(slot)
        ranked = pupil["wishes"][slot]
        if seat == at:
            return "ASSIGNED", {}
        if seat in ranked[: ranked.index(at)]:
            return "GOT_BETTER", {}
        if not self.admitted(code, at):
            grade = ["grade"] if row["grades"] and pupil["grade"] not in row["grades"] else []
            return "INELIGIBLE", {"lacking": grade + sorted({*row["requires"]} - {*pupil["qualifications"]})}
        if at in self.closed:
            return "CANCELLED", {"found": self.closed[at], "required": row["min_size"]}
        full = "FULL", {"own": self.key(code, at), "cutoff": cutoff and cutoff["open"]}
        return full if cutoff and self.is_beyond(code, at, cutoff) else self.bound(code, at) or full

    def is_beyond(self, code: str, at: str, cutoff: Row) -> bool:
        key, last = self.key(code, at), cutoff["reserved"]
        if self.pupils[code]["tier"] == 0 and self.reserve(at) and (last is None or key < last):
            return False
        return cutoff["open"] is None or key > cutoff["open"]

    def bound(self, code: str, at: str) -> tuple[str, Row] | None:
        turn, overlaps = self.slots.index, self.overlaps(code, at)
        for other, wished_more in overlaps:
            if wished_more or turn(self.first[other]) < turn(self.first[at]):
                return "BUNDLE_CLASH", {"other": other}
        limit = self.limit(code, at, self.remaining(code, at))
        if limit:
            return limit, {
                "limit": self.policy["max_paid"] if limit == "PAID_LIMIT" else self.allowance(code)
            }
        bundles = [other for other, _ in overlaps if len(self.sections[other]["slots"]) > 1]
        return ("BUNDLE_CLASH", {"other": bundles[0]}) if bundles else None


def differences(content: bytes) -> list[str]:
    """What in a record is not as the draw gives it."""
    record = json.loads(content)
    made = Draw(record).outcome(record)
    found = [
        f"result.{part}" for part in made if canonical(record["result"].get(part)) != canonical(made[part])
    ]
    if record["format"] != FORMAT:
        found.append("format")
    if record["lottery"]["input_root"] != root_of(record):
        found.append("lottery.input_root")
    if not found and content != canonical({**record, "result": made}) + b"\n":
        found.append("bytes: not in canonical form")
    return found


def main(arguments: list[str]) -> int:
    """Check one file and say what was found."""
    say = sys.stdout.write
    try:
        content = Path(arguments[0]).read_bytes()
        found, record = differences(content), json.loads(content)
    except Exception as error:  # a record from anywhere may hold anything
        say(f"cannot read the record: {type(error).__name__} {error}\n")
        return 2
    own = sha256(Path(__file__).read_bytes()).hexdigest()
    say(f"input root   {root_of(record)}\ncommitment   {line_hash('nonce', record['lottery']['nonce'])}\n")
    say(f"seed         {record['result']['seed']}\nthis program {own}\n")
    for place in found:
        say(f"differs: {place}\n")
    say("" if found else "equal: the draw gives this record again\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
