import { describe, expect, it } from "vitest";
import type { Assignment } from "./api/types";
import { emptyDraft, toInput } from "./draft";

const assignment = (more: Partial<Assignment> = {}): Assignment =>
  ({ claim_revision: 3, words_changed: null, ...more }) as unknown as Assignment;
const changed = { old_claim_revision: 1 } as Assignment["words_changed"];

describe("a verdict", () => {
  it("names the revision that the reviewer has in front of them", () => {
    const input = toInput(emptyDraft(), assignment(), "UTC");

    expect(input.claim_revision).toBe(3);
    expect(input).not.toHaveProperty("on_old_words");
  });

  it("is about the new words unless the reviewer says otherwise", () => {
    expect(toInput(emptyDraft(), assignment({ words_changed: changed }), "UTC").claim_revision).toBe(3);
  });

  it("on the old words names their revision", () => {
    const draft = { ...emptyDraft(), onOldWords: true };

    const input = toInput(draft, assignment({ words_changed: changed }), "UTC");

    expect(input).toMatchObject({ claim_revision: 1, on_old_words: true });
  });

  it("cannot be about old words where nothing changed", () => {
    const draft = { ...emptyDraft(), onOldWords: true };

    expect(toInput(draft, assignment(), "UTC")).not.toHaveProperty("on_old_words");
  });
});
