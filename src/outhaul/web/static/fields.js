// A slider beside a number moves it; times are saved when one leaves them; Enter saves; where a button goes with its row,
// the row's control gets the focus.
"use strict";

// Flags are letters or boxes where no font draws them; a flag that is drawn has colours.
function drawsFlags() {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) return false;
  pen.font = "24px sans-serif";
  pen.fillText("\u{1F1FA}\u{1F1F8}", 0, 30);
  const { data } = pen.getImageData(0, 0, 48, 48);
  for (let at = 0; at < data.length; at += 4) {
    if (Math.abs(data[at] - data[at + 2]) > 60) return true;
  }
  return false;
}

if (drawsFlags()) document.documentElement.classList.add("has-flags");

document.addEventListener("input", (event) => {
  const number = document.getElementById(event.target.dataset.slides ?? "");
  if (number) number.value = event.target.value;
});

// A browser tells of a change with each digit of a time; htmx waits a moment, or until the row is left.
const changed = new WeakSet();

document.addEventListener("change", (event) => changed.add(event.target.closest(".told-hours") ?? event.target));

document.addEventListener("focusout", (event) => {
  const row = event.target.closest(".told-hours");
  if (row && changed.has(row) && !row.contains(event.relatedTarget)) row.dispatchEvent(new Event("leave"));
});

// Enter saves the field that one is in, and stays there.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches(".told input")) return;
  event.preventDefault();
  event.target.blur();
  event.target.focus();
});

let focused = "";

document.addEventListener("htmx:beforeSwap", (event) => {
  const row = event.detail.target;
  focused = row?.classList.contains("told") && row.contains(document.activeElement) ? row.id : "";
});

document.addEventListener("htmx:afterSettle", () => {
  if (focused && document.activeElement === document.body) {
    document.getElementById(focused)?.querySelector("input:not([type='hidden']), select, button")?.focus();
  }
  focused = "";
});
