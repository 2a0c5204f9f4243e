// Drag a line of the own board by its grip. The buttons of each line do the same without a pointer.
"use strict";

const EDGE = 64; // pixels from the window's edge within which it scrolls along

function lineAfter(list, line, y) {
  const others = [...list.querySelectorAll(":scope > li[data-task]")].filter((one) => one !== line);
  return others.find((one) => {
    const box = one.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
}

function keep(line) {
  const form = line.querySelector("form.moves");
  const told = { to: line.parentElement.dataset.column, before: line.nextElementSibling?.dataset.task ?? "" };
  for (const [name, value] of Object.entries(told)) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  form.submit();
}

function drag(line, begun) {
  const board = line.closest(".tasks"); // it holds the pointer: the line itself moves through the page
  const [list, next] = [line.parentElement, line.nextElementSibling];
  let isUp = false;
  const move = (event) => {
    if (event.clientY < EDGE) window.scrollBy(0, -12);
    if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, 12);
    const over = document.elementFromPoint(event.clientX, event.clientY)?.closest(".tasks > section");
    const to = over?.querySelector("ol");
    if (to) to.insertBefore(line, lineAfter(to, line, event.clientY) ?? null);
  };
  const escape = (event) => event.key === "Escape" && board.releasePointerCapture(begun.pointerId);
  const stop = () => {
    board.removeEventListener("pointermove", move);
    document.removeEventListener("keydown", escape);
    line.classList.remove("dragged");
    if (!isUp) list.insertBefore(line, next);
    else if (line.parentElement !== list || line.nextElementSibling !== next) keep(line);
  };
  board.setPointerCapture(begun.pointerId);
  line.classList.add("dragged");
  board.addEventListener("pointermove", move);
  document.addEventListener("keydown", escape);
  board.addEventListener("pointerup", () => (isUp = true), { once: true });
  board.addEventListener("lostpointercapture", stop, { once: true });
}

for (const grip of document.querySelectorAll(".tasks .grip")) {
  grip.hidden = false;
  grip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    drag(grip.closest("li"), event);
  });
}
