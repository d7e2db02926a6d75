import { describe, expect, it } from "vitest";
import type { HistoryEvent } from "./api/types";
import { actsOf, changesOf } from "./history";

const event = (kind: string, act: string, more: Partial<HistoryEvent> = {}) =>
  ({ kind, act, is_consequence: false, changed: {}, ...more }) as HistoryEvent;

const kinds = (events: HistoryEvent[]) => actsOf(events).map((act) => act.events.map(({ kind }) => kind));

describe("a history", () => {
  it("puts what followed below what somebody did, as it went, newest act first", () => {
    const events = [
      event("review.agreed", "b", { is_consequence: true }),
      event("verdict.given", "b"),
      event("assignment.leased", "a"),
      event("assignment.lapsed", "a", { is_consequence: true }),
    ];

    expect(kinds(events)).toEqual([
      ["verdict.given", "review.agreed"],
      ["assignment.leased", "assignment.lapsed"],
    ]);
  });

  it("joins an act that two pages of the answer share", () => {
    const [first, second] = [event("review.merged", "a"), event("review.took_over", "a", { is_consequence: true })];

    expect(kinds([second, event("comment.written", "b"), first])).toEqual([
      ["review.merged", "review.took_over"],
      ["comment.written"],
    ]);
  });

  it("shows each field before and after an edit", () => {
    const edited = event("review.claim_edited", "a", { changed: { said_at: [null, "10 March"], stale: [false, true] } });

    expect(changesOf(edited)).toEqual(["said at: – → 10 March", "stale: no → yes"]);
  });
});
