// Text, order and hashes as docs/draw.md has them: the same bytes in any language.
export const FORMAT = "kehou-draw/1";

// Order by code points, as the canonical form asks; JavaScript's own order is by halves of them.
export function byCodePoints(one, other) {
  const mine = [...one];
  const theirs = [...other];
  for (let at = 0; at < Math.min(mine.length, theirs.length); at += 1) {
    const step = mine[at].codePointAt(0) - theirs[at].codePointAt(0);
    if (step) return step;
  }
  return mine.length - theirs.length;
}

export function inOrder(texts) {
  return [...texts].sort(byCodePoints);
}

export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const fields = inOrder(Object.keys(value)).map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${fields.join(",")}}`;
}

export async function sha256(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function lineHash(...lines) {
  return sha256([FORMAT, ...lines].join("\n"));
}

// The hash of each text under one label, asked for all at once.
export async function hashes(texts, ...label) {
  const known = [...new Set(texts)];
  const found = await Promise.all(known.map((text) => lineHash(...label, text)));
  return new Map(known.map((text, at) => [text, found[at]]));
}

export async function rootOf(record) {
  const rows = await Promise.all(record.pupils.map((pupil) => sha256(canonical(pupil))));
  const offer = await sha256(canonical({ policy: record.policy, sections: record.sections }));
  return lineHash("input", offer, ...rows.sort());
}
