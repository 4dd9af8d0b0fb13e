// What follows from the seats: cut-offs, queues, the reason for every wish, and the hash of it all.
import { byCodePoints, canonical, inOrder, sha256 } from "./canonical.js";
import { before, fraction } from "./rules.js";

export async function outcomeOf(draw, record, seed) {
  const cutoffs = cutoffsOf(draw);
  const waitlists = waitlistsOf(draw);
  const seats = seatsOf(draw);
  const covered = {
    seed,
    code_hash: record.lottery.code_hash,
    withdrawals: record.withdrawals.map((batch) => batch.map((each) => [each.pupil, each.slot, each.stays])),
    cancelled: inOrder(draw.closed.keys()),
    seats,
  };
  const pupils = inOrder(draw.held.keys());
  return {
    seed,
    slots: draw.rules.slots,
    seats: seats.map(([slot, at, code]) => [slot, at, code, via(draw, slot, at, code)]),
    cutoffs,
    cancelled: Object.fromEntries(draw.closed),
    waitlists,
    reasons: pupils.flatMap((code) => reasonsOf(draw, code, cutoffs, waitlists)),
    x_unmet: pupils.filter((code) => lacksX(draw, code)),
    digest: await sha256(canonical(covered)),
  };
}

function seatsOf(draw) {
  const seats = [...draw.held].flatMap(([code, held]) => [...held].map(([slot, at]) => [slot, at, code]));
  const step = (one, other) => one.map((text, at) => byCodePoints(text, other[at])).find((order) => order) ?? 0;
  return seats.sort(step);
}

function via(draw, slot, at, code) {
  if ((draw.rules.pupils.get(code).wishes[slot] ?? []).includes(at)) return "wish";
  return draw.rules.sections.get(at).fallback ? "fallback" : "any";
}

function lacksX(draw, code) {
  const held = [...draw.held.get(code).values()];
  const { over, under } = fraction(draw.rules.policy.min_x_share);
  return held.filter((at) => draw.rules.sections.get(at).is_x).length * under < over * held.length;
}

function cutoffsOf(draw) {
  const found = {};
  for (const [at, row] of draw.rules.sections) {
    const codes = [...draw.held].filter(([, held]) => [...held.values()].includes(at)).map(([code]) => code);
    if (codes.length === row.capacity) found[at] = cutoff(draw, at, codes);
  }
  return found;
}

function cutoff({ rules }, at, codes) {
  const order = codes.sort((one, other) => before(rules.key(one, at), rules.key(other, at)));
  const reserve = rules.reserve(at);
  const reserved = order.filter((code) => rules.pupils.get(code).tier === 0).slice(0, reserve);
  const open = order.filter((code) => !reserved.includes(code));
  const last = (list) => (list.length ? rules.key(list.at(-1), at) : null);
  return { open: last(open), reserved: reserve && reserved.length === reserve ? last(reserved) : null };
}

function waitlistsOf(draw) {
  const lines = new Map();
  for (const code of draw.held.keys()) {
    const waited = new Set([...draw.rules.asked(code)].flatMap((slot) => draw.upwards(code, slot)));
    for (const at of waited) lines.set(at, [...(lines.get(at) ?? []), code]);
  }
  const { rules } = draw;
  for (const [at, line] of lines) line.sort((one, other) => before(rules.key(one, at), rules.key(other, at)));
  return Object.fromEntries(lines);
}

function reasonsOf(draw, code, cutoffs, waitlists) {
  const { wishes } = draw.rules.pupils.get(code);
  return inOrder(Object.keys(wishes)).flatMap((slot) =>
    wishes[slot].map((at, place) => {
      const [why, facts] = reason(draw, code, slot, at, cutoffs[at]);
      if (why === "FULL") facts.place = (waitlists[at] ?? []).indexOf(code) + 1 || null;
      return [code, slot, place + 1, at, why, facts];
    }),
  );
}

function reason(draw, code, slot, at, last) {
  const { rules } = draw;
  const row = rules.sections.get(at);
  const seat = draw.held.get(code).get(slot);
  const ranked = rules.pupils.get(code).wishes[slot];
  if (seat === at) return ["ASSIGNED", {}];
  if (ranked.slice(0, ranked.indexOf(at)).includes(seat)) return ["GOT_BETTER", {}];
  if (!rules.isAdmitted(code, at)) return ["INELIGIBLE", { lacking: lacking(rules.pupils.get(code), row) }];
  if (draw.closed.has(at)) return ["CANCELLED", { found: draw.closed.get(at), required: row.min_size }];
  const full = ["FULL", { own: rules.key(code, at), cutoff: last ? last.open : null }];
  return last && isBeyond(rules, code, at, last) ? full : (bound(draw, code, at) ?? full);
}

function lacking(pupil, row) {
  const grade = row.grades.length && !row.grades.includes(pupil.grade) ? ["grade"] : [];
  return [...grade, ...inOrder(row.requires.filter((name) => !pupil.qualifications.includes(name)))];
}

function isBeyond(rules, code, at, { open, reserved }) {
  const key = rules.key(code, at);
  const isKept = rules.pupils.get(code).tier === 0 && rules.reserve(at);
  if (isKept && (reserved === null || before(key, reserved) < 0)) return false;
  return open === null || before(key, open) > 0;
}

function bound(draw, code, at) {
  const { rules } = draw;
  const overlaps = draw.overlaps(code, at);
  const turn = (section) => rules.turn(rules.first.get(section));
  const earlier = overlaps.find(({ other, wishedMore }) => wishedMore || turn(other) < turn(at));
  if (earlier) return ["BUNDLE_CLASH", { other: earlier.other }];
  const limit = rules.limit(code, at, draw.remaining(code, at));
  if (limit) return [limit, { limit: limit === "PAID_LIMIT" ? rules.policy.max_paid : rules.allowance(code) }];
  const bundle = overlaps.find(({ other }) => rules.sections.get(other).slots.length > 1);
  return bundle ? ["BUNDLE_CLASH", { other: bundle.other }] : null;
}
