import { describe, expect, it } from "vitest";
import type { Assignment } from "./api/types";
import { draftFrom, emptyDraft, toInput } from "./draft";

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

describe("a draft that the server kept", () => {
  const kept = {
    rationale: "So far",
    rating: 4,
    onOldWords: "yes",
    evidence: [{ url: "https://port.example/", attachment: { id: "a", name: "log.pdf", size: 9 } }, "evidence"],
  };

  it("gives the form what has its shape, with a key of its own", () => {
    const draft = draftFrom(kept, true);

    expect(draft).toMatchObject({ rationale: "So far", rating: "", onOldWords: null });
    expect(draft.evidence).toHaveLength(1);
    expect(draft.evidence[0]).toMatchObject({ url: "https://port.example/", kind: "document" });
    expect(draft.evidence[0]?.attachment).toMatchObject({ id: "a", name: "log.pdf", size: 9 });
    expect(draft.idempotencyKey).not.toBe("");
  });

  it("leaves a colleague's files behind", () => {
    expect(draftFrom(kept, false).evidence[0]?.attachment).toBeNull();
  });
});
