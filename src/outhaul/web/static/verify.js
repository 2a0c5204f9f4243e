// Work out a file's fingerprint here, so that the file itself need not be sent.
"use strict";

const form = document.getElementById("verify-form");
const field = document.getElementById("file");

async function check(file) {
  if (!file || !globalThis.crypto?.subtle) return false; // then the form sends the file
  const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  const hex = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
  document.getElementById("fingerprint").value = hex;
  field.disabled = true;
  form.submit();
  return true;
}

form.addEventListener("submit", (event) => {
  const file = field.files[0];
  if (!file || !globalThis.crypto?.subtle) return;
  event.preventDefault();
  check(file);
});

for (const name of ["dragover", "dragenter"]) {
  form.addEventListener(name, (event) => {
    event.preventDefault();
    form.classList.add("drop-over");
  });
}
form.addEventListener("dragleave", () => form.classList.remove("drop-over"));
form.addEventListener("drop", async (event) => {
  event.preventDefault();
  form.classList.remove("drop-over");
  const file = event.dataTransfer.files[0];
  if (!file) return;
  field.files = event.dataTransfer.files;
  if (!(await check(file))) form.submit();
});
window.addEventListener("pageshow", () => {
  field.disabled = false;
});
