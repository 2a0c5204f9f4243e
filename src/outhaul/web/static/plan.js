// Opens the panel once a figure has come; without this script each figure is a page of its own.
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
