// What a pupil may have, and who goes before whom. No seat is given here.
import { byCodePoints, hashes, inOrder } from "./canonical.js";

const CIRCLE = 1n << 64n;
const DIGITS = 16; // hexadecimal digits of a lottery number
const number = (hash) => hash.slice(0, DIGITS);

export function fraction(text) {
  const [over, under = "1"] = String(text).split("/");
  return { over: Number(over), under: Number(under) };
}

export function before(one, other) {
  for (const at of [0, 1]) if (one[at] !== other[at]) return one[at] - other[at];
  for (const at of [2, 3]) if (one[at] !== other[at]) return one[at] < other[at] ? -1 : 1;
  return byCodePoints(one[4], other[4]);
}

export function minus(list, gone) {
  return list.filter((each) => !gone.has(each));
}

export class Rules {
  // Everything that the seed decides is hashed beforehand, since a browser hashes only in its own time.
  static async of(record, seed) {
    const slots = [...new Set(record.sections.flatMap((row) => row.slots))];
    const families = record.pupils.map((row) => row.family);
    const turn = await hashes(slots, "slot", seed);
    const later = (one, other) => (turn.get(one) < turn.get(other) ? -1 : turn.get(one) > turn.get(other) ? 1 : byCodePoints(one, other));
    return new Rules(record, {
      slots: slots.sort(later),
      family: await hashes(families, "family", seed),
      own: await hashes(record.pupils.map((row) => row.id), "pupil", seed),
      closing: await hashes(record.sections.map((row) => row.id), "closing", seed),
    });
  }

  constructor(record, luck) {
    this.policy = record.policy;
    this.luck = luck;
    this.slots = luck.slots;
    this.sections = new Map(record.sections.map((row) => [row.id, row]));
    this.codes = inOrder(this.sections.keys());
    this.pupils = new Map(record.pupils.map((row) => [row.id, { ...row }]));
    this.first = new Map(record.sections.map((row) => [row.id, this.earliest(row.slots)]));
    this.keys = new Map();
  }

  turn(slot) {
    return this.slots.indexOf(slot);
  }

  earliest(slots) {
    return slots.reduce((one, other) => (this.turn(other) < this.turn(one) ? other : one));
  }

  own(code) {
    return number(this.luck.own.get(code));
  }

  key(code, at) {
    const name = `${code}\n${at}`;
    if (!this.keys.has(name)) this.keys.set(name, this.makeKey(code, at));
    return this.keys.get(name);
  }

  makeKey(code, at) {
    const pupil = this.pupils.get(code);
    const classes = this.policy.course_class[at] ?? [];
    const rank = classes.findIndex((each) => pupil.qualifications.includes(each));
    const shift = (BigInt(this.turn(this.first.get(at))) * CIRCLE) / BigInt(this.slots.length);
    const turned = (BigInt(`0x${number(this.luck.family.get(pupil.family))}`) + shift) % CIRCLE;
    const tier = this.policy.tier_mode === "absolute_tiers" ? pupil.tier : 0;
    return [tier, rank < 0 ? classes.length : rank, turned.toString(16).padStart(DIGITS, "0"), this.own(code), code];
  }

  reserve(at) {
    const { capacity } = this.sections.get(at);
    if (this.policy.tier_mode !== "reserves" || capacity === null) return 0;
    const { over, under } = fraction(this.policy.reserves);
    return Math.ceil((capacity * over) / under);
  }

  isAdmitted(code, at) {
    const pupil = this.pupils.get(code);
    const row = this.sections.get(at);
    const ofGrade = !row.grades.length || row.grades.includes(pupil.grade);
    return ofGrade && row.requires.every((name) => pupil.qualifications.includes(name));
  }

  asked(code) {
    const pupil = this.pupils.get(code);
    return new Set([...pupil.attends, ...pupil.any_suitable, ...Object.keys(pupil.wishes)]);
  }

  choices(code, slot) {
    const pupil = this.pupils.get(code);
    const wished = pupil.wishes[slot] ?? [];
    const mine = wished.filter((at) => this.isAdmitted(code, at));
    const here = this.codes.filter((at) => this.sections.get(at).slots.includes(slot) && this.isAdmitted(code, at));
    if (pupil.any_suitable.includes(slot)) mine.push(...this.circle(code, minus(here, new Set(wished))));
    if (pupil.attends.includes(slot) || (pupil.tier === 0 && this.asked(code).has(slot))) {
      const rooms = here.filter((at) => this.sections.get(at).fallback && !mine.includes(at));
      mine.push(...rooms.sort((one, other) => this.sections.get(other).is_x - this.sections.get(one).is_x));
    }
    return mine;
  }

  circle(code, unranked) {
    const free = unranked.filter((at) => this.isPlain(at));
    const start = free.length ? Number(BigInt(`0x${this.own(code)}`) % BigInt(free.length)) : 0;
    return [...free.slice(start), ...free.slice(0, start)];
  }

  isPlain(at) {
    const row = this.sections.get(at);
    return !(row.paid || row.fallback || row.slots.length > 1);
  }

  allowance(code) {
    const { over, under } = fraction(this.policy.min_x_share);
    return Math.floor((this.asked(code).size * (under - over)) / under);
  }

  limit(code, at, held) {
    const row = this.sections.get(at);
    const cap = this.policy.max_paid;
    const seats = [...held.values()].map((other) => this.sections.get(other));
    if (row.paid && cap !== null && new Set(seats.filter((seat) => seat.paid)).size >= cap) return "PAID_LIMIT";
    const plain = seats.filter((seat) => !seat.is_x).length;
    return !row.is_x && plain + row.slots.length > this.allowance(code) ? "X_LIMIT" : "";
  }
}
