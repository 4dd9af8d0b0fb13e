// Puts wishes in order by buttons, keys or dragging, without a reload; the selects stay the record.
function settle(list) {
  [...list.children].forEach((wish, at) => {
    wish.querySelector("select").selectedIndex = at;
  });
}

function say(list, wish) {
  const place = [...list.children].indexOf(wish) + 1;
  const name = wish.querySelector("b").textContent;
  list.nextElementSibling.textContent = `${name}现在排第${place}位`;
}

function move(list, wish, step) {
  const other = step < 0 ? wish.previousElementSibling : wish.nextElementSibling;
  if (!other) return;
  if (step < 0) other.before(wish);
  else other.after(wish);
  settle(list);
  say(list, wish);
}

function follow(list, wish, event) {
  const over = [...list.children].find((other) => {
    const box = other.getBoundingClientRect();
    return other !== wish && event.clientY > box.top && event.clientY < box.bottom;
  });
  if (!over) return;
  const down = wish.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
  move(list, wish, down ? 1 : -1);
}

function drag(list, start) {
  const wish = start.target.closest(".wish");
  if (!wish || start.target.closest("button, select, a")) return;
  wish.setPointerCapture(start.pointerId);
  wish.dataset.held = "";
  const onMove = (event) => follow(list, wish, event);
  const onEnd = () => {
    delete wish.dataset.held;
    wish.removeEventListener("pointermove", onMove);
  };
  wish.addEventListener("pointermove", onMove);
  wish.addEventListener("pointerup", onEnd, { once: true });
  wish.addEventListener("pointercancel", onEnd, { once: true });
}

for (const list of document.querySelectorAll("[data-ranking]")) {
  list.dataset.live = "";
  list.addEventListener("pointerdown", (event) => drag(list, event));
  list.addEventListener("click", (event) => {
    const button = event.target.closest(".wish-move button");
    if (!button) return;
    event.preventDefault();
    move(list, button.closest(".wish"), button.value.startsWith("up") ? -1 : 1);
    button.focus();
  });
}
