// Copies a secret that is shown once, and says so.
"use strict";

const secret = document.getElementById("secret");
const button = document.getElementById("copy-secret");
const copied = document.getElementById("secret-copied");

async function copy() {
  secret.select();
  try {
    await navigator.clipboard.writeText(secret.value);
  } catch {
    document.execCommand("copy"); // a desk that is reached without TLS has no clipboard to write to
  }
  copied.textContent = copied.dataset.copied;
}

button.hidden = false;
button.addEventListener("click", copy);
