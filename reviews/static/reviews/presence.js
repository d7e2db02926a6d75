// Who else looks at this review: says every half minute that somebody does here, and shows who the answer names.
"use strict";

const LOOK_MILLISECONDS = 30_000;
const place = document.getElementById("looking");

async function look() {
  if (document.visibilityState !== "visible") return;
  const { url, review, csrf } = place.dataset;
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf },
      body: JSON.stringify({ review: Number(review) }),
    });
    if (answer.ok) show((await answer.json()).others);
  } catch {
    // The line is down: the page says so itself when something is done on it.
  }
}

function show(others) {
  place.hidden = others.length === 0;
  place.querySelector("ul").replaceChildren(
    ...others.map(({ name, initials }) => {
      const item = document.createElement("li");
      const badge = document.createElement("span");
      const told = document.createElement("bdi");
      item.className = "fc-badge fc-resting";
      item.title = name;
      badge.textContent = initials;
      badge.ariaHidden = "true";
      told.textContent = name;
      told.className = "sr-only";
      item.append(badge, told);
      return item;
    }),
  );
}

setInterval(look, LOOK_MILLISECONDS);
document.addEventListener("visibilitychange", look);
