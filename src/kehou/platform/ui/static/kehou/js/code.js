// Lets people paste a code with spaces, dashes or full-width digits around it.
const WIDE = /[０-９]/g;

function plain(text) {
  const narrow = text.replace(WIDE, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
  return narrow.replace(/\D/g, "");
}

for (const input of document.querySelectorAll("input[autocomplete='one-time-code']")) {
  input.addEventListener("input", () => {
    const cleaned = plain(input.value);
    if (cleaned !== input.value) input.value = cleaned;
  });
  input.addEventListener("paste", (event) => {
    const pasted = plain(event.clipboardData.getData("text"));
    if (!pasted) return;
    event.preventDefault();
    input.value = input.maxLength > 0 ? pasted.slice(0, input.maxLength) : pasted;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
