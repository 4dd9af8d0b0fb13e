// A roll that cannot be sent is kept in this browser and sent when the network returns. Each mark has an id of
// its own and the moment at which it was made, so that what arrives twice counts once (docs/decisions/0012).
const KEY = "kehou-marks";
const RETRY_MS = 15_000;
const form = document.querySelector("form[data-marks]");
const said = document.querySelector("[data-marks-status]");
const opened = Date.now();
let sending = false;

const kept = () => JSON.parse(localStorage.getItem(KEY) || "[]");
const keep = (batches) => localStorage.setItem(KEY, JSON.stringify(batches));

function tell(text) {
  if (!said) return;
  said.textContent = text;
  said.hidden = !text;
}

function kindOf(box) {
  if (box.name === "came") return box.checked ? "present" : "leave";
  return box.checked ? "absent" : "present";
}

// The page's clock goes on from the server's, since phones go wrong.
function batchOf(roll) {
  const at = new Date(Date.parse(roll.dataset.now) + (Date.now() - opened)).toISOString();
  const boxes = [...roll.querySelectorAll("input[type='checkbox']")];
  return {
    url: roll.dataset.marks,
    token: roll.querySelector("[name='csrfmiddlewaretoken']").value,
    body: {
      whole: true,
      reason: roll.querySelector("[name='reason']")?.value || "",
      marks: boxes.map((box) => ({ client_id: crypto.randomUUID(), pupil: box.value, kind: kindOf(box), at })),
    },
  };
}

async function post(batch) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": batch.token };
  const answer = await fetch(batch.url, { method: "POST", headers, body: JSON.stringify(batch.body) });
  return answer.ok;
}

// Whether all is sent. What the server refuses goes no further here: the page itself then asks and says why.
async function send() {
  for (let batches = kept(); batches.length; batches = kept()) {
    const [first, ...rest] = batches;
    const taken = await post(first);
    keep(rest);
    if (!taken && form?.dataset.marks === first.url) return form.submit();
    if (!taken) tell("有一次点名没有被接受，请打开那次课重新点名。");
  }
  if (form?.dataset.sent) window.location.assign(form.dataset.after);
}

async function attempt() {
  if (sending || !kept().length) return;
  sending = true;
  try {
    tell("");
    await send();
  } catch {
    tell("现在没有网络。点名已经存在这部手机上，网络恢复后自动上传，请不要清除浏览器。");
  } finally {
    sending = false;
  }
}

form?.addEventListener("submit", (event) => {
  if (!crypto.randomUUID) return; // an insecure address: the form goes as it always did
  event.preventDefault();
  keep([...kept(), batchOf(form)]);
  form.dataset.sent = "yes";
  attempt();
});
window.addEventListener("online", attempt);
setInterval(attempt, RETRY_MS);
attempt();
