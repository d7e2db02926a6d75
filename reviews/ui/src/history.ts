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

/** What happened, in the reviewer's words. A kind that has none here is told by its own name. */
export function happened({ kind }: HistoryEvent): string {
  return WORDS[kind]?.() ?? kind.replace(/[._]/g, " ");
}

/** "priority: 1 → 2" for each field that an edit changed. */
export function changesOf({ changed }: HistoryEvent): string[] {
  return Object.entries(changed).map(([field, [before, after]]) => `${spaced(field)}: ${shown(before)} → ${shown(after)}`);
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function spaced(name: string): string {
  return name.replaceAll("_", " ");
}

const WORDS: Readonly<Record<string, () => string>> = {
  "review.created": () => msg("found, and put into triage"),
  "review.accepted": () => msg("let into the queue"),
  "review.dismissed": () => msg("dismissed"),
  "review.merged": () => msg("merged into another review"),
  "review.unmerged": () => msg("taken out of the other review again"),
  "review.merged_as_duplicate": () => msg("merged into the review that it repeats"),
  "review.took_over": () => msg("took over the sightings of another review"),
  "review.gave_back": () => msg("gave the sightings back"),
  "review.inherited": () => msg("decided as an earlier fact check says"),
  "review.agreed": () => msg("decided: the reviewers agree"),
  "review.disputed": () => msg("disputed: the reviewers differ"),
  "review.third_wanted": () => msg("a third verdict was asked for"),
  "review.held": () => msg("put on hold"),
  "review.woken": () => msg("put back into the queue"),
  "review.ruled": () => msg("decided by an adjudicator"),
  "review.picked": () => msg("decided: an editor picked one of the ratings"),
  "review.sent_back": () => msg("sent back to the reviewers"),
  "review.undone": () => msg("open again: a verdict was taken back"),
  "review.unsettled": () => msg("open again: the words changed before the verdicts were told"),
  "review.reopened": () => msg("reopened"),
  "review.became_stale": () => msg("out of date"),
  "review.challenge_upheld": () => msg("opened again: a complaint was right"),
  "review.drifted": () => msg("the article changed its words"),
  "review.span_corrected": () => msg("the marked words were corrected"),
  "review.split": () => msg("sightings were split off"),
  "review.sightings_confirmed": () => msg("sightings were confirmed"),
  "review.sighting_drifted": () => msg("another article changed its words"),
  "review.sighting_redacted": () => msg("another article was taken down"),
  "review.words_gone": () => msg("the words are gone from the article"),
  "review.claim_edited": () => msg("the claim was edited"),
  "review.deadline_named": () => msg("the article got a deadline"),
  "review.dossier_exported": () => msg("a dossier was made"),
  "assignment.leased": () => msg("taken"),
  "assignment.displayed": () => msg("opened"),
  "assignment.served": () => msg("shown anew"),
  "assignment.released": () => msg("given back"),
  "assignment.skipped": () => msg("skipped"),
  "assignment.lapsed": () => msg("a lease ran out"),
  "assignment.freed": () => msg("a lease was freed"),
  "assignment.handed_over": () => msg("handed over"),
  "verdict.given": () => msg("a verdict was given"),
  "verdict.retracted": () => msg("a verdict was taken back"),
  "verdict.disclosed": () => msg("a rule was set aside"),
  "comment.written": () => msg("commented"),
  "comment.edited": () => msg("a comment was changed"),
  "comment.withdrawn": () => msg("a comment was taken back"),
};
