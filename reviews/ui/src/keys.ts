/** The desk's keys: one table that the page listens to and that the overlay shows. */

import { msg } from "@lit/localize";

export type Command =
  | "next"
  | "verdicts"
  | "show claim"
  | "close"
  | "target"
  | "finding"
  | "rationale"
  | "evidence"
  | "submit"
  | "skip"
  | "release"
  | "undo"
  | "comment"
  | "history"
  | "notices"
  | "shortcuts"
  | `choose ${number}`;

export interface Shortcut {
  /** What is printed on the keys. */
  readonly keys: readonly string[];
  readonly does: () => string;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ["n"], does: () => msg("Take the next review, or return to the one in hand") },
  { keys: ["1", "…", "9"], does: () => msg("Choose the rating, or the reason to close, of that number") },
  { keys: ["t"], does: () => msg("Switch between what is claimed and that it was said") },
  { keys: ["f"], does: () => msg("Write the finding") },
  { keys: ["w"], does: () => msg("Write why: the rationale") },
  { keys: ["e"], does: () => msg("Add a piece of evidence") },
  { keys: ["c"], does: () => msg("Close without a rating, or return to the ratings") },
  { keys: ["Ctrl", "Enter"], does: () => msg("Submit the verdict (⌘ Enter on a Mac)") },
  { keys: ["u"], does: () => msg("Undo the verdict just given; Ctrl Z does the same") },
  { keys: ["g"], does: () => msg("Go to the claim in the article") },
  { keys: ["s"], does: () => msg("Skip this review, for a reason") },
  { keys: ["r"], does: () => msg("Give this review back") },
  { keys: ["m"], does: () => msg("Write a comment on the review; @name calls somebody") },
  { keys: ["h"], does: () => msg("Show the history of the review, or fold it") },
  { keys: ["b"], does: () => msg("Notices") },
  { keys: ["v"], does: () => msg("My verdicts") },
  { keys: ["?"], does: () => msg("This overview") },
  { keys: ["Esc"], does: () => msg("Close a dialog; leave a text field, so that keys work again") },
];

const SINGLE: Readonly<Record<string, Command>> = {
  n: "next",
  v: "verdicts",
  g: "show claim",
  c: "close",
  t: "target",
  f: "finding",
  w: "rationale",
  e: "evidence",
  s: "skip",
  r: "release",
  u: "undo",
  m: "comment",
  h: "history",
  b: "notices",
  "?": "shortcuts",
};

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
}

/**
 * What a key press asks for; null: nothing of ours.
 *
 * @param typing whether the focus is where letters are text
 * @param singleKeys whether keys without Ctrl are on (they can be switched off: speech input types letters)
 */
export function commandOf(press: KeyPress, typing: boolean, singleKeys: boolean): Command | null {
  if (press.altKey || press.repeat) return null;
  if (press.ctrlKey || press.metaKey) {
    if (press.key === "Enter") return "submit";
    return press.key.toLowerCase() === "z" && !typing ? "undo" : null;
  }
  if (typing || !singleKeys) return null;
  if (/^[1-9]$/.test(press.key)) return `choose ${Number(press.key)}`;
  return SINGLE[press.key] ?? null;
}
