// What account pages need beyond forms: say when a passkey fails, copy a link, send a form but once.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const trouble = document.getElementById("passkey-trouble");
  const tell = (text) => {
    trouble.textContent = text;
    trouble.hidden = false;
  };
  if (trouble && !window.PublicKeyCredential) {
    for (const button of document.querySelectorAll("[data-passkey]")) button.disabled = true;
    tell(trouble.dataset.none);
  }
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    tell(trouble.dataset.failed);
  });

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
      button.textContent = button.dataset.done;
    });
  }

  for (const form of document.querySelectorAll("form[data-once]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    });
  }
});
