/** The API's enumerations in the reviewer's language. A new value that has no word here breaks the build. */

import { msg } from "@lit/localize";
import type {
  Article,
  Claim,
  Claimant,
  CloseReason,
  EvidenceKind,
  EvidenceStance,
  Outcome,
  Review,
  Verdict,
  VerdictTarget,
  WhatChanged,
} from "./api/types";

type Words<Key extends string> = Readonly<Record<Key, () => string>>;

export const CLOSE_REASONS: Words<CloseReason> = {
  not_a_claim: () => msg("Not a claim"),
  wrong_span: () => msg("Wrong span: the marked words are not the claim"),
  duplicate: () => msg("Duplicate of another review"),
  unverifiable: () => msg("Cannot be verified by anybody"),
  needs_expert: () => msg("Needs an expert"),
};

export const STATES: Words<Review["state"]> = {
  triage: () => msg("In triage"),
  open: () => msg("Open"),
  on_hold: () => msg("On hold"),
  disputed: () => msg("Disputed"),
  decided: () => msg("Decided"),
  dismissed: () => msg("Dismissed"),
  merged: () => msg("Merged"),
};

const BASES: Words<Outcome["basis"]> = {
  agreement: () => msg("the reviewers agree"),
  majority: () => msg("two of three reviewers agree"),
  picked: () => msg("an editor picked one of neighbouring ratings"),
  adjudication: () => msg("an adjudicator ruled"),
  inherited: () => msg("taken over from a fact check"),
};

/** How it came about. */
export function basisOf({ basis }: Outcome, requiredVerdicts: number): string {
  return basis === "agreement" && requiredVerdicts === 1 ? msg("one reviewer ruled") : BASES[basis]();
}

/** A verdict or an outcome in words: its rating, or why the review was closed without one. */
export function rulingOf(ruled: Verdict | Outcome): string {
  return ruled.close_reason ? CLOSE_REASONS[ruled.close_reason]() : (ruled.rating_label ?? "");
}

export const TARGETS: Words<VerdictTarget> = {
  substance: () => msg("What is claimed"),
  attribution: () => msg("That it was said"),
};

export const GENRES: Words<Article["genre"]> = {
  news: () => msg("News"),
  live: () => msg("Live blog"),
  opinion: () => msg("Opinion"),
  satire: () => msg("Satire"),
  press_release: () => msg("Press release"),
  transcript: () => msg("Transcript"),
};

export const EVIDENCE_KINDS: Words<EvidenceKind> = {
  document: () => msg("Document"),
  dataset: () => msg("Data set"),
  interview: () => msg("Interview"),
  call: () => msg("Call"),
  own_reporting: () => msg("Own reporting"),
  media: () => msg("Picture, sound or film"),
};

export const STANCES: Words<EvidenceStance> = {
  supports: () => msg("Supports the claim"),
  refutes: () => msg("Refutes the claim"),
  context: () => msg("Gives context"),
  searched_nothing_found: () => msg("Searched, nothing found"),
};

export const CLAIMANT_KINDS: Words<Claimant["kind"]> = {
  person: () => msg("person"),
  organization: () => msg("organisation"),
  unnamed: () => msg("unnamed source"),
  hearsay: () => msg("hearsay"),
  narrator: () => msg("the article’s own voice"),
  unresolved: () => msg("speaker not resolved"),
};

export const ACTS: Words<Claim["act"]> = {
  assert: () => msg("asserts"),
  deny: () => msg("denies"),
  promise: () => msg("promises"),
  predict: () => msg("predicts"),
  accuse: () => msg("accuses"),
  acknowledge: () => msg("acknowledges"),
  ask: () => msg("asks"),
  retract: () => msg("retracts"),
};

export const MODALITIES: Words<Claim["modality"]> = {
  asserted: () => msg("asserted as fact"),
  possible: () => msg("said to be possible"),
  conditional: () => msg("under a condition"),
  predicted: () => msg("predicted"),
};

/** What of a claim's words an article changed. */
export const WHAT_CHANGED: Words<WhatChanged> = {
  number: () => msg("a number"),
  name: () => msg("a name"),
  hedge: () => msg("how sure it is"),
  negation: () => msg("a negation"),
  question: () => msg("whether it asks"),
  quotation: () => msg("quotation marks"),
  wording: () => msg("the wording"),
  repeated: () => msg("it stands there more than once"),
  claimant: () => msg("who says it"),
  time: () => msg("the time"),
};

export const CLAIM_KINDS: Words<Claim["kind"]> = {
  quantity: () => msg("quantity"),
  event: () => msg("event"),
  comparison: () => msg("comparison"),
  ranking: () => msg("ranking"),
  trend: () => msg("trend"),
  status: () => msg("status"),
};
