// The public page of a draw: draws again in the reader's browser and says what came out, also for one child.
import { broken, differences } from "./verify_draw.js";

const NAMES = JSON.parse(document.getElementById("draw-names").textContent);
const BROKEN = { root: "名单与封存时公布的不同", commitment: "学校密数与封存时公布的不同", code: "派位程序与封存时公布的不同" };
const DIGITS = 8;

function line(tag, text, parent) {
  const node = document.createElement(tag);
  node.textContent = text;
  parent.append(node);
  return node;
}

// A drawn number as its first digits between 0 and 1, as the result page shows it.
function short(hexadecimal) {
  return ((BigInt(`0x${hexadecimal}`) * 10n ** BigInt(DIGITS)) >> 64n).toString().padStart(DIGITS, "0");
}

function reason([, , rank, section, why, facts]) {
  const numbers = why === "FULL" && facts.cutoff ? `，孩子的派位号${short(facts.own[2])}，最后排上的是${short(facts.cutoff[2])}` : "";
  return `第${rank}志愿 ${NAMES.sections[section] ?? section}：${NAMES.outcomes[why] ?? why}${numbers}`;
}

function own(record, code, said) {
  const { result } = record;
  if (!record.pupils.some((pupil) => pupil.id === code)) {
    line("p", `名单上没有代号${code}，请对照选课结果页。`, said);
    return;
  }
  for (const slot of [...new Set(result.reasons.filter((row) => row[0] === code).map((row) => row[1]))]) {
    const seat = result.seats.find((row) => row[0] === slot && row[2] === code);
    line("h3", `${NAMES.slots[slot] ?? slot}：${seat ? (NAMES.sections[seat[1]] ?? seat[1]) : "没有安排"}`, said);
    const list = line("ul", "", said);
    for (const row of result.reasons) if (row[0] === code && row[1] === slot) line("li", reason(row), list);
  }
}

async function check(form, said) {
  said.textContent = "正在重新派位…";
  const text = await (await fetch(form.dataset.checkDraw)).text();
  const found = [...(await differences(text)), ...(await broken(text, form.dataset)).map((part) => BROKEN[part])];
  const record = JSON.parse(text);
  said.textContent = "";
  const verdict = found.length
    ? `不一致：${found.join("、")}。请把这一页拿给学校或县教育局看。`
    : `一致：这台设备用封存的名单和当众抽出的号码重新派位，${record.pupils.length}名学生的结果逐字节相同。`;
  line("p", verdict, said).className = "lead";
  const code = form.elements.code.value.trim().toUpperCase();
  if (code && !found.length) own(record, code, said);
}

const form = document.querySelector("[data-check-draw]");
const said = document.querySelector("[data-check-said]");
form.hidden = !globalThis.crypto?.subtle; // a browser without it still has the files
form.addEventListener("submit", (event) => {
  event.preventDefault();
  check(form, said).catch(() => {
    said.textContent = "没有核对成：文件没有取到，或者读不出来。请再试一次。";
  });
});
