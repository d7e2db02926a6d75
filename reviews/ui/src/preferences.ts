/** How this browser likes the desk. Kept per browser, not per user: it is about the screen and the keyboard. */

import type { StayIn } from "./api/types";

export type Theme = "system" | "light" | "dark";

const THEME = "factcheck.theme";
const SINGLE_KEYS = "factcheck.single-keys";
const STAY_IN = "factcheck.stay-in";

export function chosenTheme(): Theme {
  const kept = read(THEME);
  return kept === "light" || kept === "dark" ? kept : "system";
}

export function chooseTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  keep(THEME, theme);
}

/** On unless switched off. */
export function hasSingleKeys(): boolean {
  return read(SINGLE_KEYS) !== "off";
}

export function chooseSingleKeys(on: boolean): void {
  keep(SINGLE_KEYS, on ? "on" : "off");
}

/** Where the next review should come from: where the last one stood, or anywhere. */
export function chosenStay(): StayIn | "" {
  const kept = read(STAY_IN);
  return kept === "article" || kept === "story" ? kept : "";
}

export function chooseStay(stay: StayIn | ""): void {
  keep(STAY_IN, stay);
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // A browser that keeps nothing shows the choice for this visit only.
  }
}
