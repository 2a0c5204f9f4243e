// A click on the answer that the catalogue has ticked changes nothing, so no browser tells of it; but who
// clicks it has answered.
"use strict";

document.addEventListener("click", (event) => {
  const radio = event.target.closest(".anchor-borrowed input");
  if (radio) radio.dispatchEvent(new Event("change", { bubbles: true }));
});

document.addEventListener("change", (event) => {
  for (const label of event.target.closest(".question")?.querySelectorAll(".anchor-borrowed") ?? []) {
    label.classList.remove("anchor-borrowed");
  }
});
