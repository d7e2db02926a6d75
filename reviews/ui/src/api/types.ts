/** The API's objects by their own names. They come from the OpenAPI document; nothing here is typed by hand. */

import type { components } from "./schema";

type Schemas = components["schemas"];

export type Assignment = Schemas["Assignment"];
export type Article = Schemas["ArticleDetail"];
export type ArticleInput = Schemas["ArticleInputRequest"];
export type AssignedArticle = Schemas["AssignedArticle"];
export type Claim = Schemas["Claim"];
export type Claimant = Claim["claimants"][number];
export type CloseReason = Schemas["CloseReasonEnum"];
export type Comment = Schemas["Comment"];
export type Conflict = Schemas["Conflict"];
export type ConflictInput = Schemas["ConflictInputRequest"];
export type Disclosure = Schemas["Disclosure"];
export type Drift = Schemas["Drift"];
export type EvidenceFile = Schemas["EvidenceFile"];
export type EvidenceKind = Schemas["EvidenceKindEnum"];
export type EvidenceStance = Schemas["StanceEnum"];
export type HistoryEvent = Schemas["Event"];
export type Lease = Schemas["Lease"];
export type Me = Schemas["Me"];
export type MailPreference = Schemas["MailPreference"];
export type MailWhen = Schemas["WhenEnum"];
export type NextAssignment = Schemas["NextAssignment"];
export type Notice = Schemas["PersonalNotice"];
export type Outcome = Schemas["Outcome"];
export type PageReading = Schemas["PageReading"];
export type Person = Schemas["Person"];
export type Queue = Schemas["Queue"];
export type Rating = Schemas["Rating"];
export type RatingScale = Schemas["RatingScale"];
export type Review = Schemas["ReviewDetail"];
export type ReviewLine = Schemas["Review"];
export type Publisher = Schemas["Publisher"];
export type SavedDraft = Schemas["Draft"];
export type SkipMeans = Assignment["skip_means"];
export type StayIn = NonNullable<Schemas["NextInputRequest"]["stay_in"]>;
export type Verdict = Schemas["Verdict"];
export type VerdictEvidence = Schemas["Evidence"];
export type VerdictInput = Schemas["VerdictInputRequest"];
export type VerdictTarget = Schemas["VerdictTargetEnum"];
export type WhatChanged = Schemas["WhatChangedEnum"];
export type WordsChanged = Schemas["WordsChanged"];
