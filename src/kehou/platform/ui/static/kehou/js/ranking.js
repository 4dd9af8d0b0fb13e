// Puts wishes in order by buttons or dragging, without a reload; the selects stay the record.
// The neighbours move round the wish at hand, which keeps its focus and its hold of the pointer.
function settle(list, wish) {
  const wishes = [...list.children];
  wishes.forEach((each, at) => {
    each.querySelector("select").selectedIndex = at;
  });
  const name = wish.querySelector("b").textContent;
  list.nextElementSibling.textContent = `${name}现在排第${wishes.indexOf(wish) + 1}位`;
}

function raise(wish) {
  if (wish.previousElementSibling) wish.after(wish.previousElementSibling);
}

function lower(wish) {
  if (wish.nextElementSibling) wish.before(wish.nextElementSibling);
}

function press(list, button) {
  const wish = button.closest(".wish");
  if (button.value.startsWith("up")) raise(wish);
  else lower(wish);
  settle(list, wish);
  const gone = getComputedStyle(button).visibility === "hidden";
  (gone ? button.nextElementSibling || button.previousElementSibling : button).focus();
}

function follow(list, wish, y) {
  const isUnder = (box) => y > box.top && y < box.bottom;
  const over = [...list.children].find((other) => other !== wish && isUnder(other.getBoundingClientRect()));
  if (!over) return;
  const wishes = [...list.children];
  const steps = wishes.indexOf(over) - wishes.indexOf(wish);
  for (let step = 0; step < Math.abs(steps); step += 1) (steps < 0 ? raise : lower)(wish);
  settle(list, wish);
}

function drag(list, start) {
  const wish = start.target.closest(".wish-place")?.closest(".wish");
  if (!wish) return;
  const done = new AbortController();
  wish.setPointerCapture(start.pointerId);
  wish.dataset.held = "";
  wish.addEventListener("pointermove", (event) => follow(list, wish, event.clientY), { signal: done.signal });
  const end = () => {
    delete wish.dataset.held;
    done.abort();
  };
  for (const ending of ["pointerup", "pointercancel"]) wish.addEventListener(ending, end, { signal: done.signal });
}

for (const list of document.querySelectorAll("[data-ranking]")) {
  list.dataset.live = "";
  list.addEventListener("pointerdown", (event) => drag(list, event));
  list.addEventListener("click", (event) => {
    const button = event.target.closest(".wish-move button");
    if (!button) return;
    event.preventDefault();
    press(list, button);
  });
}
