/** Runs before the page is drawn, so that whoever chose a theme never sees the other one flash. */
const chosen = localStorage.getItem("factcheck.theme");
if (chosen === "light" || chosen === "dark") document.documentElement.dataset["theme"] = chosen;
