// Whoever answers before the page is ready must not lose the answer: what was changed till then is told once more,
// when everybody listens. The page waits for this script, and for no other.
"use strict";

const early = new Set();
const remember = (event) => early.add(event.target);

document.addEventListener("change", remember);

// A page becomes ready in one go, and this hears of it first: what changes later is heard by all.
document.addEventListener(
  "DOMContentLoaded",
  () => {
    document.removeEventListener("change", remember);
    setTimeout(() => early.forEach((told) => told.dispatchEvent(new Event("change", { bubbles: true }))));
  },
  { once: true },
);
