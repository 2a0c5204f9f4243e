// Opens the panel once a figure has come, and brings all of the plan before it is printed. Without this
// script each figure is a page of its own, and "Print" leads to a page on which all of the plan stands.
"use strict";

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "panel-content") return;
  const panel = document.getElementById("panel");
  if (panel && !panel.open) panel.showModal();
  if (panel) panel.scrollTop = 0;
});

document.addEventListener("click", (event) => {
  if (event.target.id === "panel") event.target.close();
});

// Browsers print what is there when the listeners have returned, so this waits for its answer.
addEventListener("beforeprint", () => {
  const later = document.querySelectorAll(".plan-body .later");
  if (!later.length) return;
  const request = new XMLHttpRequest();
  request.open("GET", document.querySelector("[data-whole]").dataset.whole, false);
  request.send();
  if (request.status !== 200) return;
  const whole = new DOMParser().parseFromString(request.responseText, "text/html");
  const sections = whole.querySelectorAll(".plan-body section.process");
  for (const section of later) {
    const found = sections[section.dataset.place - 1];
    if (found) section.replaceWith(document.adoptNode(found));
  }
});

document.addEventListener("click", (event) => {
  if (!event.target.closest(".print-plan")) return;
  event.preventDefault();
  print();
});
