// Swagger UI has dark colours of its own, and leaves it to the page to say when.
"use strict";

const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);

follow();
dark.addEventListener("change", follow);
document.documentElement.lang = "en";
