// The search by keyboard: arrows go through what was found, Escape leads back to where one came from.
"use strict";

const input = document.querySelector("#find-here");
const here = location.origin + location.pathname;
const came = document.referrer;
if (came.startsWith(`${location.origin}/`) && !came.startsWith(here)) sessionStorage.setItem("find-from", came);

function go(step) {
  const stops = [input, ...document.querySelectorAll("ul.found a")];
  const at = Math.max(0, stops.indexOf(document.activeElement));
  stops[Math.min(stops.length - 1, Math.max(0, at + step))].focus();
}

document.addEventListener("keydown", (event) => {
  const inSearch = event.target === document.body || event.target === input || event.target.closest("ul.found");
  if (!inSearch || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    go(step);
  } else if (event.key === "Escape") {
    event.preventDefault();
    location.assign(sessionStorage.getItem("find-from") ?? input.form.dataset.leave);
  }
});
