// Checks the record of a draw in the reader's own browser: draws again and compares byte by byte.
import { FORMAT, canonical, lineHash, rootOf } from "./canonical.js";
import { Draw } from "./draw.js";
import { outcomeOf } from "./outcome.js";

// What in a record (its text) is not as the draw gives it; none where all is equal. Throws what it cannot read.
export async function differences(text) {
  const record = JSON.parse(text);
  const root = await rootOf(record);
  const { nonce, beacon } = record.lottery;
  const seed = await lineHash("seed", nonce, beacon, root);
  const made = await outcomeOf(await Draw.of(record, seed), record, seed);
  const parts = Object.keys(made).filter((part) => canonical(record.result[part] ?? null) !== canonical(made[part]));
  const found = parts.map((part) => `result.${part}`);
  if (record.format !== FORMAT) found.push("format");
  if (record.lottery.input_root !== root) found.push("lottery.input_root");
  if (!found.length && text !== `${canonical({ ...record, result: made })}\n`) found.push("bytes");
  return found;
}

// Whether a record keeps what was published when the list closed.
export async function broken(text, published) {
  const { lottery } = JSON.parse(text);
  const found = [];
  if (lottery.input_root !== published.root) found.push("root");
  if ((await lineHash("nonce", lottery.nonce)) !== published.commitment) found.push("commitment");
  if (lottery.code_hash !== published.code) found.push("code");
  return found;
}
