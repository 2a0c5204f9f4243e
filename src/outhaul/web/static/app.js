// What no markup can do: close menus, show where one is, tell the time zone, and nothing else.
"use strict";

document.documentElement.classList.add("has-script");

document.cookie = `zone=${Intl.DateTimeFormat().resolvedOptions().timeZone}; path=/; max-age=31536000; samesite=lax`;
document.querySelector(".steps [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// What was refused is where one goes on; on a long page it may lie far below.
if (!document.querySelector("[autofocus]")) {
  const wrong = document.querySelector("main :is(.field-wrong :is(input, select, textarea), [aria-invalid='true'])");
  wrong?.closest("details")?.setAttribute("open", "");
  wrong?.focus();
}

// Forms and fields that were refused come back with status 422 and their messages.
document.addEventListener("htmx:beforeSwap", (event) => {
  if ([409, 422].includes(event.detail.xhr.status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// "/" leads to the search, unless one is writing or has said no to it on the page of the search.
const slash = document.querySelector("#slash");
if (slash) {
  slash.checked = localStorage.getItem("slash") !== "no";
  slash.addEventListener("change", () => localStorage.setItem("slash", slash.checked ? "yes" : "no"));
}
document.addEventListener("keydown", (event) => {
  const writes = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writes) return;
  const search = document.querySelector("#find-here") ?? document.querySelector(".top .find");
  if (!search || localStorage.getItem("slash") === "no") return;
  event.preventDefault();
  search.matches("input") ? search.focus() : search.click();
});
