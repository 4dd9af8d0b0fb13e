// Makes a public account again in the visitor's own browser: shares, totals, and the head of the chain.
import { sha256 } from "./sha256.js";

// The one way to write content down: keys sorted, no spaces.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const parts = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${parts.join(",")}}`;
}

export function headOf(figures) {
  const { account, chain } = figures;
  const runs = chain.every((entry, at) => entry.number === at + 1);
  const head = chain.reduce((before, entry) => sha256(before + canonical(entry)), account.first_hash);
  return runs && chain.length === account.entry_count && head === account.head;
}

// Income and debts read positive where a credit stands, as on the page.
export function totalsOf(figures) {
  const found = {};
  for (const entry of figures.chain) {
    for (const [code, , , amount] of entry.sums) {
      const sign = code.startsWith("2") || code.startsWith("4") ? -1 : 1;
      found[code] = (found[code] || 0) + sign * amount;
    }
  }
  const { lines } = figures.account;
  return Object.keys(lines).length > 0 && Object.keys(lines).every((code) => lines[code] === (found[code] || 0));
}

// What left for the next term's book and what came from the last one's, at the families' choice: by its cash.
// What was taken back crosses the other way.
const CROSSED = {
  surplus_set_off: "set_off_fen",
  set_off_taken_back: "set_off_fen",
  set_off_received: "set_off_from_before_fen",
  set_off_sent_back: "set_off_from_before_fen",
};

export function crossedOf(figures) {
  const found = { set_off_fen: 0, set_off_from_before_fen: 0 };
  for (const entry of figures.chain.filter(({ event }) => event in CROSSED)) {
    const cash = entry.sums.filter(([code]) => code.startsWith("100"));
    const line = CROSSED[entry.event];
    for (const sum of cash) found[line] += line === "set_off_fen" ? -sum[3] : sum[3];
  }
  return Object.keys(found).every((line) => found[line] === (figures.account[line] || 0));
}

// By the largest remainder; the smaller code wins a tie. Whole numbers of any size, never a float.
export function sharesOf(pool, weights) {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (whole === 0n) return weights.map(() => 0n);
  const parts = weights.map((weight, at) => {
    const exact = BigInt(pool) * BigInt(weight);
    return { at, share: exact / whole, rest: exact % whole };
  });
  let left = BigInt(pool) - parts.reduce((sum, part) => sum + part.share, 0n);
  const order = [...parts].sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest < b.rest ? 1 : -1));
  for (const part of order) {
    if (left === 0n) break;
    part.share += 1n;
    left -= 1n;
  }
  return parts.map((part) => part.share);
}

export function surplusOf(figures) {
  return figures.account.points.every((point) => {
    const rows = figures.shares.filter((row) => row[1] === point.code).sort((a, b) => (a[0] < b[0] ? -1 : 1));
    const again = sharesOf(point.lines["6001"] || 0, rows.map((row) => row[2]));
    return rows.every((row, at) => again[at] === BigInt(row[4]));
  });
}

const CHECKS = [
  ["账簿的连续校验值与公示一致", headOf],
  ["各项合计与每笔凭证相加一致", totalsOf],
  ["抵下学期的和从上学期转入的，与账簿一致", crossedOf],
  ["每位家长的份额与公示一致，分文不差", surplusOf],
];

function tell(list, text, holds) {
  const item = document.createElement("li");
  item.dataset.holds = String(holds);
  item.textContent = holds ? `一致：${text}` : `不一致：${text}。请向县教育局反映`;
  list.append(item);
}

for (const section of document.querySelectorAll("[data-account]")) {
  const button = section.querySelector("[data-recompute]");
  const list = section.querySelector("[data-results]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    list.replaceChildren();
    const figures = await (await fetch(section.dataset.account)).json();
    for (const [text, check] of CHECKS) tell(list, text, check(figures));
  });
}
