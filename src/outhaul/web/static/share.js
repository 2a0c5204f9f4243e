// Copy a link, print a page: what no markup can do.
"use strict";

async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    if (!document.execCommand("copy")) return; // it stays selected, to be copied by hand
  }
  button.querySelector("span").textContent = button.dataset.copied;
  document.getElementById("notices")?.replaceChildren(said(button.dataset.copied));
}

function said(text) {
  const words = document.createElement("span");
  words.className = "unseen";
  words.textContent = text;
  return words;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy], [data-print]");
  if (button?.dataset.copy) copy(button);
  else if (button) window.print();
});
