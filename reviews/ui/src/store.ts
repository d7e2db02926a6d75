/** All that the page knows, and every way in which it changes. Nothing else holds state that outlives a gesture. */

import type {
  Assignment,
  Claim,
  Comment,
  Conflict,
  HistoryEvent,
  MailPreference,
  Me,
  Notice,
  Person,
  Publisher,
  Queue,
  Review,
  Verdict,
} from "./api/types";
import { emptyDraft, isEmpty, withNewKey, type Draft } from "./draft";
import { byPlace, type Problem } from "./problems";

export type Page = "queue" | "verdicts" | "review";
export type Dialog = "" | "shortcuts" | "skip" | "notices" | "conflicts";
/** What the page waits for; it refuses a second act of the kind meanwhile. */
export type Waiting = "" | "taking" | "submitting" | "giving back" | "undoing";

/** The review in hand. */
export interface Work {
  readonly assignment: Assignment;
  readonly draft: Draft;
  /** Why the last attempt to submit did not go through. */
  readonly refusal: Problem | null;
  /** The lease is gone, and why. The text stays. */
  readonly lost: Problem | null;
  /** The claim as it was before it changed under the reviewer's eyes. */
  readonly before: Claim | null;
  /** The colleague who began what is written, where an editor handed the review over. */
  readonly begunBy: string;
}

/** What one has declared, and what there is to choose from. */
export interface Conflicts {
  readonly declared: readonly Conflict[];
  readonly publishers: readonly Publisher[];
}

/** A verdict that can still be taken back. */
export interface Undo {
  readonly verdict: Verdict;
  readonly draft: Draft;
  /** On this machine's clock, milliseconds. */
  readonly until: number;
}

export interface VerdictList {
  readonly verdicts: readonly Verdict[];
  readonly nextCursor: string | null;
}

/** What is said about one review, as far as this reader may see it. */
export interface Discussion {
  readonly review: number;
  readonly comments: readonly Comment[];
}

/** What happened to one review, newest first, as far as it was read. */
export interface ReviewHistory {
  readonly review: number;
  readonly events: readonly HistoryEvent[];
  readonly nextCursor: string | null;
}

export interface Notices {
  readonly listed: readonly Notice[];
  readonly mail: MailPreference;
}

export interface State {
  readonly me: Me | null;
  readonly page: Page;
  readonly dialog: Dialog;
  readonly waiting: Waiting;
  readonly queue: Queue | null;
  /** Why the page shows less than it should. */
  readonly trouble: Problem | null;
  readonly work: Work | null;
  /** Leased along with the one in hand, and shown without a wait when the next is asked for. */
  readonly following: Assignment | null;
  readonly undo: Undo | null;
  readonly verdicts: VerdictList | null;
  /** The review that the address names, on the page "review". */
  readonly review: Review | null;
  /** Why it is not shown. */
  readonly reviewRefusal: Problem | null;
  readonly discussion: Discussion | null;
  readonly history: ReviewHistory | null;
  readonly unread: number;
  readonly notices: Notices | null;
  /** Who else looks at the review in focus. */
  readonly others: readonly Person[];
  readonly conflicts: Conflicts | null;
  /** Why a declaration did not go through. */
  readonly conflictRefusal: Problem | null;
  /** What just happened, for the eye; `count` tells two alike apart. */
  readonly news: { readonly text: string; readonly count: number };
}

export const INITIAL: State = {
  me: null,
  page: "queue",
  dialog: "",
  waiting: "",
  queue: null,
  trouble: null,
  work: null,
  following: null,
  undo: null,
  verdicts: null,
  review: null,
  reviewRefusal: null,
  discussion: null,
  history: null,
  unread: 0,
  notices: null,
  others: [],
  conflicts: null,
  conflictRefusal: null,
  news: { text: "", count: 0 },
};

export type Change =
  | { type: "signed in"; me: Me }
  | { type: "page chosen"; page: Page }
  | { type: "dialog opened"; dialog: Dialog }
  | { type: "waiting"; waiting: Waiting }
  | { type: "queue read"; queue: Queue }
  | { type: "troubled"; problem: Problem }
  | { type: "trouble over" }
  | { type: "told"; text: string }
  | { type: "taken"; assignment: Assignment; draft: Draft | null }
  | { type: "looked ahead"; following: Assignment | null }
  | { type: "read again"; assignment: Assignment }
  | { type: "typed"; draft: Partial<Draft> }
  | { type: "draft found"; assignment: number; draft: Draft; begunBy: string }
  | { type: "conflicts read"; conflicts: Conflicts }
  | { type: "conflict refused"; problem: Problem }
  | { type: "refused"; problem: Problem }
  | { type: "lease lost"; problem: Problem }
  | { type: "put down" }
  | { type: "submitted"; verdict: Verdict; now: number }
  | { type: "undo over" }
  | { type: "review read"; review: Review }
  | { type: "review refused"; problem: Problem }
  | { type: "comments read"; discussion: Discussion }
  | { type: "history read"; history: ReviewHistory; isFirst: boolean }
  | { type: "unread counted"; unread: number }
  | { type: "notices read"; notices: Notices }
  | { type: "mail chosen"; mail: MailPreference }
  | { type: "others seen"; others: readonly Person[] }
  | { type: "verdicts read"; list: VerdictList; isFirst: boolean };

export function reduce(state: State, change: Change): State {
  switch (change.type) {
    case "signed in":
      return { ...state, me: change.me };
    case "page chosen":
      return { ...state, page: change.page, dialog: "" };
    case "dialog opened":
      return { ...state, dialog: change.dialog, conflictRefusal: null };
    case "waiting":
      return { ...state, waiting: change.waiting };
    case "queue read":
      return { ...state, queue: change.queue };
    case "troubled":
      return { ...state, trouble: change.problem };
    case "trouble over":
      return { ...state, trouble: null };
    case "told":
      return { ...state, news: { text: change.text, count: state.news.count + 1 } };
    case "taken":
      return {
        ...state,
        page: "queue",
        trouble: null,
        following: state.following?.id === change.assignment.id ? null : state.following,
        work: {
          assignment: change.assignment,
          draft: change.draft ?? emptyDraft(),
          refusal: null,
          lost: null,
          before: null,
          begunBy: "",
        },
      };
    case "looked ahead":
      return { ...state, following: change.following };
    case "read again":
      return state.work ? { ...state, work: readAgain(state.work, change.assignment) } : state;
    case "typed":
      return state.work
        ? { ...state, work: { ...state.work, draft: { ...state.work.draft, ...change.draft } } }
        : state;
    case "draft found":
      // Never over what is typed already: the answer may come late.
      return state.work?.assignment.id === change.assignment && isEmpty(state.work.draft)
        ? { ...state, work: { ...state.work, draft: change.draft, begunBy: change.begunBy } }
        : state;
    case "conflicts read":
      return { ...state, conflicts: change.conflicts, conflictRefusal: null };
    case "conflict refused":
      return { ...state, conflictRefusal: change.problem };
    case "refused":
      return state.work ? { ...state, work: { ...state.work, refusal: change.problem } } : state;
    case "lease lost":
      return state.work ? { ...state, work: { ...state.work, lost: change.problem } } : state;
    case "put down":
      return { ...state, work: null, dialog: "", trouble: null };
    case "submitted":
      return state.work ? submitted(state, state.work, change.verdict, change.now) : state;
    case "review read":
      return { ...state, review: change.review, reviewRefusal: null };
    case "review refused":
      // Not the one that the address named before, either.
      return { ...state, review: null, reviewRefusal: change.problem };
    case "comments read":
      return { ...state, discussion: change.discussion };
    case "history read": {
      const { history, isFirst } = change;
      const known = !isFirst && state.history?.review === history.review ? state.history.events : [];
      return { ...state, history: { ...history, events: [...known, ...history.events] } };
    }
    case "unread counted":
      return { ...state, unread: change.unread };
    case "notices read":
      return { ...state, notices: change.notices };
    case "mail chosen":
      return state.notices ? { ...state, notices: { ...state.notices, mail: change.mail } } : state;
    case "others seen":
      return { ...state, others: change.others };
    case "undo over":
      return { ...state, undo: null };
    case "verdicts read": {
      const known = change.isFirst ? [] : (state.verdicts?.verdicts ?? []);
      return {
        ...state,
        verdicts: { verdicts: [...known, ...change.list.verdicts], nextCursor: change.list.nextCursor },
      };
    }
  }
}

/** The same review as the server has it now. What was typed stays; a claim that moved is shown beside the old one. */
function readAgain(work: Work, assignment: Assignment): Work {
  const known = work.assignment;
  if (known.id === assignment.id && known.claim_revision === assignment.claim_revision) {
    // Only the lease moved: keep the objects, so that the article is not drawn again under the reader's eyes.
    return { ...work, lost: null, assignment: { ...known, lease_expires_at: assignment.lease_expires_at } };
  }
  const changed = known.claim_revision !== assignment.claim_revision;
  return {
    ...work,
    assignment,
    lost: null,
    refusal: null,
    before: changed ? known.claim : work.before,
    // Said of other words.
    draft: changed && work.draft.onOldWords !== null ? { ...work.draft, onOldWords: null } : work.draft,
  };
}

function submitted(state: State, work: Work, verdict: Verdict, now: number): State {
  return {
    ...state,
    work: null,
    trouble: null,
    undo: {
      verdict,
      draft: withNewKey(work.draft),
      until: now + work.assignment.undo_seconds * 1000,
    },
  };
}

/** Errors of the last attempt that are still to be mended, by their place on the form. */
export function errorsOf(work: Work): Map<string, string> {
  return byPlace(work.refusal?.errors ?? []);
}

/** The review before the reader's eyes: what is said about it is read, and others see that they look. */
export function reviewInFocus(state: State): number | null {
  if (state.page === "review") return state.review?.id ?? null;
  return state.page === "queue" ? (state.work?.assignment.review ?? null) : null;
}

export function canComment(me: Me | null): boolean {
  return me?.scopes.includes("reviews:comment") ?? false;
}

export function canReview(me: Me | null): boolean {
  return me?.scopes.includes("reviews:review") ?? false;
}

type Listener = () => void;

/** Holds the state; changes go through `reduce`, and whoever shows it is told. */
export class Store {
  private current = INITIAL;
  private readonly listeners = new Set<Listener>();

  get state(): State {
    return this.current;
  }

  change(change: Change): void {
    const next = reduce(this.current, change);
    if (next === this.current) return;
    this.current = next;
    for (const listener of this.listeners) listener();
  }

  /** Returns what ends it. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
