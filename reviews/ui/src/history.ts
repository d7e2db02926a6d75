/** A review's history act by act: what somebody did, and what followed from it. */

import { msg } from "@lit/localize";
import type { HistoryEvent } from "./api/types";

export interface Act {
  readonly id: string;
  /** What somebody did themselves, first; then what followed. */
  readonly events: readonly HistoryEvent[];
}

/** In the order of `events`, newest first; an act that a page of the answer cuts in two is one again. */
export function actsOf(events: readonly HistoryEvent[]): Act[] {
  const acts = new Map<string, HistoryEvent[]>();
  for (const event of events) acts.set(event.act, [...(acts.get(event.act) ?? []), event]);
  return [...acts].map(([id, found]) => ({
    id,
    // Inside an act the older comes first: it reads as it went.
    events: [...found].reverse().sort((one, other) => Number(one.is_consequence) - Number(other.is_consequence)),
  }));
}

/** "priority: 1 → 2" for each field that an edit changed. */
export function changesOf({ changed }: HistoryEvent): string[] {
  return Object.entries(changed).map(([field, [before, after]]) => `${spaced(field)}: ${shown(before)} → ${shown(after)}`);
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return value ? msg("yes") : msg("no");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function spaced(name: string): string {
  return name.replaceAll("_", " ");
}
