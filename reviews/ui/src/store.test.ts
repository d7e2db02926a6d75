import { describe, expect, it } from "vitest";
import type { Assignment, Review, Verdict } from "./api/types";
import { emptyDraft } from "./draft";
import { problemOf } from "./problems";
import { errorsOf, INITIAL, reduce, Store, type Change, type State } from "./store";

const assignment = (more: Partial<Assignment> = {}): Assignment =>
  ({
    id: 7,
    review: 3,
    round: 1,
    claim_revision: 1,
    undo_seconds: 30,
    lease_expires_at: "2026-01-01T10:20:00Z",
    claim: { label: "81 missiles launched" },
    article: { text: "It fired 81 missiles." },
    rating_scale: { ratings: [] },
    ...more,
  }) as unknown as Assignment;

const verdict = { id: 11, review: 3, round: 1, rating_label: "Wrong" } as Verdict;

const after = (...changes: Change[]): State => changes.reduce(reduce, INITIAL);
const taken: Change = { type: "taken", assignment: assignment(), draft: null };

describe("a review that was taken", () => {
  it("has nothing chosen and nothing written", () => {
    const draft = after(taken).work?.draft;

    expect(draft).toMatchObject({ rating: "", closeReason: "", finding: "", rationale: "", evidence: [] });
  });

  it("comes with what was typed before", () => {
    const draft = { ...emptyDraft(), rationale: "Half a thought" };

    expect(after({ type: "taken", assignment: assignment(), draft }).work?.draft).toBe(draft);
  });

  it("gives every form a key of its own", () => {
    expect(after(taken).work?.draft.idempotencyKey).not.toBe(after(taken).work?.draft.idempotencyKey);
  });
});

describe("reading a review again", () => {
  it("keeps claim and article as they are where only the lease moved", () => {
    const before = after(taken);
    const later = assignment({ lease_expires_at: "2026-01-01T10:40:00Z" });

    const state = reduce(before, { type: "read again", assignment: later });

    expect(state.work?.assignment.lease_expires_at).toBe("2026-01-01T10:40:00Z");
    expect(state.work?.assignment.article).toBe(before.work?.assignment.article);
    expect(state.work?.before).toBeNull();
  });

  it("shows the old claim beside one that changed, and keeps what was typed with its key", () => {
    const before = after(taken, { type: "typed", draft: { rationale: "So far" } });

    const state = reduce(before, { type: "read again", assignment: assignment({ claim_revision: 2 }) });

    expect(state.work?.before?.label).toBe("81 missiles launched");
    expect(state.work?.draft).toBe(before.work?.draft);
  });

  it("forgets on which words the reviewer wanted to rule when they change once more", () => {
    const before = after(taken, { type: "typed", draft: { onOldWords: false } });

    const state = reduce(before, { type: "read again", assignment: assignment({ claim_revision: 2 }) });

    expect(state.work?.draft.onOldWords).toBeNull();
  });

  it("ends a lost lease", () => {
    const lost: Change = { type: "lease lost", problem: problemOf(409, { code: "lease_not_held" }) };

    const state = after(taken, lost, { type: "read again", assignment: assignment({ id: 8 }) });

    expect(state.work?.lost).toBeNull();
    expect(state.work?.assignment.id).toBe(8);
  });
});

describe("a refusal", () => {
  it("keeps the text and knows its fields", () => {
    const problem = problemOf(400, {
      code: "invalid",
      errors: [{ field: "evidence[0].url", code: "x", detail: "Give an http or https address." }],
    });

    const state = after(taken, { type: "typed", draft: { rationale: "Kept" } }, { type: "refused", problem });

    expect(state.work?.draft.rationale).toBe("Kept");
    expect(state.work && errorsOf(state.work).get("evidence.0.url")).toBe("Give an http or https address.");
  });

  it("of a lease keeps the text too", () => {
    const problem = problemOf(409, { code: "lease_not_held" });

    const state = after(taken, { type: "typed", draft: { finding: "84" } }, { type: "lease lost", problem });

    expect(state.work?.draft.finding).toBe("84");
  });
});

describe("a verdict that was submitted", () => {
  it("empties the hand and can be undone for the desk's seconds", () => {
    const state = after(taken, { type: "submitted", verdict, now: 1000 });

    expect(state.work).toBeNull();
    expect(state.undo?.until).toBe(31_000);
  });

  it("keeps its text for the undo, under a new key", () => {
    const before = after(taken, { type: "typed", draft: { rationale: "Because" } });

    const state = reduce(before, { type: "submitted", verdict, now: 0 });

    expect(state.undo?.draft.rationale).toBe("Because");
    expect(state.undo?.draft.idempotencyKey).not.toBe(before.work?.draft.idempotencyKey);
  });
});

it("changes nothing about a review when none is in hand", () => {
  for (const change of [
    { type: "typed", draft: { rationale: "x" } },
    { type: "read again", assignment: assignment() },
    { type: "submitted", verdict, now: 0 },
  ] satisfies Change[]) {
    expect(reduce(INITIAL, change)).toBe(INITIAL);
  }
});

it("shows no review in the place of one that it was refused, and nobody else's good news hides the refusal", () => {
  const problem = problemOf(404, undefined);
  const read: Change = { type: "review read", review: { id: 3 } as Review };

  const state = after(read, { type: "review refused", problem }, { type: "trouble over" });

  expect(state).toMatchObject({ review: null, reviewRefusal: problem });
  expect(reduce(state, read)).toMatchObject({ review: { id: 3 }, reviewRefusal: null });
});

it("adds an older page of verdicts below, and starts anew with a first one", () => {
  const list = { verdicts: [verdict], nextCursor: "c" };

  const older = after(
    { type: "verdicts read", list, isFirst: true },
    { type: "verdicts read", list, isFirst: false },
  );

  expect(older.verdicts?.verdicts).toHaveLength(2);
  expect(reduce(older, { type: "verdicts read", list, isFirst: true }).verdicts?.verdicts).toHaveLength(1);
});

it("tells its listeners, until they stop listening", () => {
  const store = new Store();
  let told = 0;
  const stop = store.listen(() => (told += 1));

  store.change({ type: "told", text: "a" });
  stop();
  store.change({ type: "told", text: "b" });

  expect(told).toBe(1);
});
