// The draw of a record made again, in the plain way of docs/draw.md: rounds of proposals, slot by slot.
import { byCodePoints } from "./canonical.js";
import { Rules, before, minus } from "./rules.js";

export class Draw {
  static async of(record, seed) {
    return new Draw(await Rules.of(record, seed), record.withdrawals);
  }

  constructor(rules, withdrawals) {
    this.rules = rules;
    this.held = new Map([...rules.pupils.keys()].map((code) => [code, new Map()]));
    this.closed = new Map();
    for (const slot of rules.slots) this.place(slot);
    for (const batch of withdrawals) {
      for (const event of batch) this.takeOut(event);
      while (rules.slots.some((slot) => this.refill(slot)));
    }
  }

  // Everybody proposes at once, sections keep the best, the others go on, until all rest.

  chosen(at, applicants, seated) {
    const { rules } = this;
    const isFirst = (code) => rules.pupils.get(code).tier === 0;
    const order = [...applicants].sort(
      (one, other) => seated.has(other) - seated.has(one) || before(rules.key(one, at), rules.key(other, at)),
    );
    const kept = order.filter((code) => seated.has(code));
    const spare = Math.max(rules.reserve(at) - kept.filter(isFirst).length, 0);
    kept.push(...order.filter((code) => !seated.has(code) && isFirst(code)).slice(0, spare));
    kept.push(...minus(order, new Set(kept)));
    const { capacity } = rules.sections.get(at);
    return capacity === null ? kept : kept.slice(0, capacity);
  }

  rest(lists, slot, closed) {
    const { rules } = this;
    const here = rules.codes.filter((at) => rules.first.get(at) === slot);
    const left = new Map([...lists].map(([code, mine]) => [code, minus(mine, closed)]));
    for (;;) {
      const applicants = new Map(here.map((at) => [at, new Set()]));
      for (const [code, mine] of left) if (mine.length) applicants.get(mine[0]).add(code);
      if (!this.turnAway(applicants, left, slot)) return applicants;
    }
  }

  turnAway(applicants, left, slot) {
    let moved = false;
    for (const [at, codes] of applicants) {
      const seated = new Set([...codes].filter((code) => this.held.get(code).get(slot) === at));
      for (const code of minus([...codes], new Set(this.chosen(at, codes, seated)))) {
        left.set(code, left.get(code).slice(1));
        moved = true;
      }
    }
    return moved;
  }

  place(slot) {
    const lists = new Map([...this.held.keys()].map((code) => [code, this.able(code, slot)]));
    for (;;) {
      const seated = this.rest(lists, slot, new Set(this.closed.keys()));
      const small = [...seated.keys()].filter(
        (at) => seated.get(at).size < this.rules.sections.get(at).min_size && !this.closed.has(at),
      );
      if (!small.length) {
        for (const [at, codes] of seated) for (const code of codes) this.seat(code, at);
        return;
      }
      const least = small.reduce((one, other) => (this.closesBefore(other, one, seated) ? other : one));
      this.closed.set(least, seated.get(least).size);
    }
  }

  closesBefore(one, other, seated) {
    const sizes = seated.get(one).size - seated.get(other).size;
    const [mine, theirs] = [one, other].map((at) => this.rules.luck.closing.get(at));
    return sizes < 0 || (sizes === 0 && (mine < theirs || (mine === theirs && byCodePoints(one, other) < 0)));
  }

  seat(code, at) {
    for (const slot of this.rules.sections.get(at).slots) this.held.get(code).set(slot, at);
  }

  able(code, slot) {
    const { rules } = this;
    const held = this.held.get(code);
    if (held.has(slot)) return [];
    const mine = rules.choices(code, slot);
    const free = mine.filter(
      (at) => rules.first.get(at) === slot && !rules.sections.get(at).slots.some((part) => held.has(part)),
    );
    return this.guaranteed(code, mine, free.filter((at) => !rules.limit(code, at, held)));
  }

  guaranteed(code, mine, able) {
    const rooms = mine.filter((at) => this.rules.sections.get(at).fallback);
    const isMissing = this.rules.pupils.get(code).tier === 0 && !rooms.some((at) => able.includes(at));
    return isMissing ? [...able, ...rooms.slice(0, 1)] : able;
  }

  // Withdrawals: who wished a freed seat more moves up; nobody loses a seat.

  takeOut({ pupil: code, slot, stays }) {
    const pupil = this.rules.pupils.get(code);
    const held = this.held.get(code);
    const wished = pupil.wishes[slot] ?? [];
    const seat = held.get(slot);
    const end = stays && wished.includes(seat) ? wished.indexOf(seat) : wished.length;
    const struck = new Set(stays ? wished.slice(end) : wished);
    const rooms = [...held].filter(([, other]) => this.rules.sections.get(other).fallback).map(([at]) => at);
    const attends = new Set([...pupil.attends, ...rooms]);
    if (stays) attends.add(slot);
    else attends.delete(slot);
    pupil.attends = [...attends];
    pupil.any_suitable = pupil.any_suitable.filter((at) => at !== slot);
    const lists = Object.entries(pupil.wishes).map(([at, ranked]) => [at, minus(ranked, struck)]);
    pupil.wishes = Object.fromEntries(lists.filter(([, ranked]) => ranked.length));
    if (seat !== undefined) this.giveUp(code, seat);
  }

  giveUp(code, at) {
    for (const slot of this.rules.sections.get(at).slots) this.held.get(code).delete(slot);
  }

  // What a pupil holds in the section's slots, and whether it wished that more there.
  overlaps(code, at) {
    const found = [];
    for (const slot of this.rules.sections.get(at).slots) {
      const other = this.held.get(code).get(slot);
      if (other === undefined || other === at) continue;
      const mine = this.rules.choices(code, slot);
      found.push({ other, wishedMore: mine.indexOf(other) < mine.indexOf(at) });
    }
    return found;
  }

  remaining(code, at) {
    const held = this.held.get(code);
    const gone = new Set(this.rules.sections.get(at).slots.map((slot) => held.get(slot)));
    return new Map([...held].filter(([, other]) => !gone.has(other)));
  }

  mayMove(code, at) {
    const isCalm = this.rules.policy.refill === "unplaced_only";
    const isBound = this.overlaps(code, at).some(({ other, wishedMore }) => {
      const row = this.rules.sections.get(other);
      return wishedMore || row.slots.length > 1 || (isCalm && !row.fallback);
    });
    return !isBound && !this.rules.limit(code, at, this.remaining(code, at));
  }

  // What is decided in this slot, wished more than what is held, and possible.
  upwards(code, slot) {
    const mine = this.rules.choices(code, slot);
    const seat = this.held.get(code).get(slot);
    const above = seat === undefined ? mine : mine.slice(0, mine.indexOf(seat));
    const open = above.filter((at) => this.rules.first.get(at) === slot && !this.closed.has(at));
    return open.filter((at) => this.mayMove(code, at));
  }

  refill(slot) {
    const lists = new Map([...this.held.keys()].map((code) => [code, this.wishing(code, slot)]));
    let moved = false;
    for (const [at, codes] of this.rest(lists, slot, new Set())) {
      for (const code of codes) {
        const held = this.held.get(code);
        if (held.get(slot) === at) continue;
        moved = true;
        const { slots } = this.rules.sections.get(at);
        for (const other of new Set(slots.map((part) => held.get(part)).filter(Boolean))) this.giveUp(code, other);
        this.seat(code, at);
      }
    }
    return moved;
  }

  wishing(code, slot) {
    const able = this.upwards(code, slot);
    const seat = this.held.get(code).get(slot);
    if (seat === undefined) return this.guaranteed(code, this.rules.choices(code, slot), able);
    return this.rules.first.get(seat) === slot ? [...able, seat] : [];
  }
}
