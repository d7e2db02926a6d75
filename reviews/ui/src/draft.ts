/** What a reviewer has typed and not yet sent. Kept in the tab, so that a reload or a lost connection takes nothing. */

import type {
  Assignment,
  CloseReason,
  EvidenceFile,
  EvidenceKind,
  EvidenceStance,
  VerdictInput,
  VerdictTarget,
} from "./api/types";
import { toCodePoints, type Span } from "./text";
import { instantOf } from "./times";

/** A file that was uploaded for the verdict. */
export type AttachedFile = Pick<EvidenceFile, "id" | "name" | "media_type" | "size">;

/** What the desk read at the address. */
export interface PageRead {
  readonly id: string;
  readonly publisher: string;
  readonly published: string;
  readonly sha256: string;
  readonly retrievedAt: string;
}

export interface EvidenceDraft {
  /** Tells one piece from another while they come and go. */
  readonly key: string;
  readonly kind: EvidenceKind;
  readonly stance: EvidenceStance | "";
  readonly url: string;
  readonly title: string;
  readonly quote: string;
  readonly note: string;
  readonly archive_url: string;
  /** A wall clock's time in the reviewer's zone. */
  readonly seenAt: string;
  readonly confidential: boolean;
  readonly attachment: AttachedFile | null;
  readonly page: PageRead | null;
}

export interface Draft {
  /** One a form: a repeat after a lost connection is answered, not done again. */
  readonly idempotencyKey: string;
  /** Whether the form asks for a reason to close instead of a rating. */
  readonly closing: boolean;
  /** A rating's key; "" until one is chosen. Nothing chooses one but the reviewer. */
  readonly rating: string;
  readonly closeReason: CloseReason | "";
  /** With a wrong span: the right one, in UTF-16 units of the part that holds the claim. */
  readonly span: Span | null;
  /** With a duplicate: the number of the review that it repeats, or what is typed until it is one. */
  readonly duplicateOf: string;
  readonly target: VerdictTarget;
  readonly finding: string;
  /** A wall clock's time in the reviewer's zone. */
  readonly asOf: string;
  readonly rationale: string;
  readonly evidence: readonly EvidenceDraft[];
  /** The article changed the words meanwhile: whether the verdict is about the old ones; null until that is said. */
  readonly onOldWords: boolean | null;
}

export function emptyDraft(): Draft {
  return {
    idempotencyKey: newKey(),
    closing: false,
    rating: "",
    closeReason: "",
    span: null,
    duplicateOf: "",
    target: "substance",
    finding: "",
    asOf: "",
    rationale: "",
    evidence: [],
    onOldWords: null,
  };
}

export function emptyEvidence(): EvidenceDraft {
  return {
    key: newKey(),
    kind: "document",
    stance: "",
    url: "",
    title: "",
    quote: "",
    note: "",
    archive_url: "",
    seenAt: "",
    confidential: false,
    attachment: null,
    page: null,
  };
}

/** The same text for another act: a verdict taken back and given again is a new one. */
export function withNewKey(draft: Draft): Draft {
  return { ...draft, idempotencyKey: newKey() };
}

/** Random; `crypto.randomUUID` would need HTTPS, which a desk on a newsroom's own network may lack. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function isEmpty(draft: Draft): boolean {
  return !(draft.rating || draft.closeReason || draft.span || draft.duplicateOf || draft.finding || draft.asOf || draft.rationale || draft.evidence.length);
}

/** The verdict as the API takes it. Of rating and reason to close only what the form shows is sent. */
export function toInput(draft: Draft, assignment: Assignment, zone: string): VerdictInput {
  const finding = draft.finding.trim();
  const changed = assignment.words_changed;
  return {
    ...(changed && draft.onOldWords
      ? { claim_revision: changed.old_claim_revision, on_old_words: true }
      : { claim_revision: assignment.claim_revision }),
    target: draft.target,
    rationale: draft.rationale.trim(),
    ...(draft.closing
      ? draft.closeReason && { close_reason: draft.closeReason, ...closing(draft, assignment) }
      : {
          ...(draft.rating && { rating: draft.rating }),
          ...(finding && {
            finding: { text: finding, ...(draft.asOf && { as_of: instantOf(draft.asOf, zone) }) },
          }),
        }),
    evidence: draft.evidence.map(({ key: _, stance, seenAt, attachment, page, ...piece }) => ({
      ...piece,
      url: piece.url.trim(),
      archive_url: piece.archive_url.trim(),
      // The form refuses to send a piece without one, see `missing.ts`.
      stance: stance as EvidenceStance,
      ...(seenAt && { retrieved_at: instantOf(seenAt, zone) }),
      ...(attachment && { attachment: attachment.id }),
      ...(page && { fetch: page.id }),
    })),
  };
}

/**
 * A draft that the server kept, from this form or another program's: only what has the form's shape is taken.
 *
 * @param isOwn a colleague's files and pages that were read are theirs, and stay behind
 */
export function draftFrom(content: Record<string, unknown>, isOwn: boolean): Draft {
  const pieces: unknown[] = Array.isArray(content["evidence"]) ? content["evidence"] : [];
  return {
    ...withNewKey(shaped(content, emptyDraft())),
    span: spanFrom(content["span"]),
    onOldWords: typeof content["onOldWords"] === "boolean" ? content["onOldWords"] : null,
    evidence: pieces.filter(isRecord).map((piece) => ({
      ...shaped(piece, emptyEvidence()),
      attachment: isOwn && isRecord(piece["attachment"]) ? shaped(piece["attachment"], NO_FILE) : null,
      page: isOwn && isRecord(piece["page"]) ? shaped(piece["page"], NO_PAGE) : null,
    })),
  };
}

const NO_FILE: AttachedFile = { id: "", name: "", media_type: "", size: 0 };
const NO_PAGE: PageRead = { id: "", publisher: "", published: "", sha256: "", retrievedAt: "" };

function spanFrom(given: unknown): Span | null {
  if (!isRecord(given)) return null;
  const { start, end } = given;
  return typeof start === "number" && typeof end === "number" ? { start, end } : null;
}

function shaped<Shape extends object>(content: Record<string, unknown>, empty: Shape): Shape {
  const taken = Object.entries(empty).map(([name, value]) => {
    const given = content[name];
    return [name, typeof given === typeof value && typeof given !== "object" ? given : value];
  });
  return Object.fromEntries(taken) as Shape;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function closing(draft: Draft, assignment: Assignment): Partial<VerdictInput> {
  if (draft.closeReason === "duplicate") return { duplicate_of: Number(draft.duplicateOf) };
  if (draft.closeReason !== "wrong_span" || !draft.span) return {};
  const { part } = assignment.claim;
  const words = wordsOf(assignment);
  return {
    span: {
      part,
      start: toCodePoints(words, draft.span.start),
      end: toCodePoints(words, draft.span.end),
      version: assignment.article.version,
    },
  };
}

/** The words of the part that holds the claim. */
export function wordsOf({ article, claim }: Assignment): string {
  return claim.part === "title" ? article.given_title : article.text;
}

const PREFIX = "factcheck.draft.";

/** Named by who types and what about: a lease that was lost and taken again finds the same text. */
export function draftName(user: number, review: number, round: number): string {
  return `${PREFIX}${user}.${review}.${round}`;
}

export function keepDraft(name: string, draft: Draft): void {
  try {
    if (isEmpty(draft)) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, JSON.stringify(draft));
  } catch {
    // A full or forbidden storage costs the safety net, not the form.
  }
}

export function findDraft(name: string): Draft | null {
  try {
    const kept = sessionStorage.getItem(name);
    if (!kept) return null;
    const draft = { ...emptyDraft(), ...(JSON.parse(kept) as Partial<Draft>) };
    return { ...draft, evidence: draft.evidence.map((piece) => ({ ...emptyEvidence(), ...piece })) };
  } catch {
    return null;
  }
}

export function forgetDraft(name: string): void {
  try {
    sessionStorage.removeItem(name);
  } catch {
    // As above.
  }
}
