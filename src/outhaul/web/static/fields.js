// A slider beside a number moves it; the number is what is saved.
"use strict";

document.addEventListener("input", (event) => {
  const number = document.getElementById(event.target.dataset.slides ?? "");
  if (number) number.value = event.target.value;
});
