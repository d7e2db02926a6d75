import { describe, expect, it } from "vitest";
import type { Assignment, RatingScale } from "./api/types";
import { emptyDraft, emptyEvidence, toInput, type EvidenceDraft } from "./draft";
import { missingFrom } from "./missing";

const scale = { ratings: [{ key: "true", label: "True", requires_finding: false }] } as unknown as RatingScale;
const file = { id: "f-1", name: "shot.png", media_type: "image/png", size: 9 };

function missing(piece: Partial<EvidenceDraft>): string[] {
  const evidence = [{ ...emptyEvidence(), stance: "supports" as const, ...piece }];
  return missingFrom({ ...emptyDraft(), rating: "true", rationale: "So.", evidence }, scale).map(({ field }) => field);
}

describe("a piece of evidence", () => {
  it.each<[string, Partial<EvidenceDraft>, string[]]>([
    ["an address", { url: "https://port.example/log" }, []],
    ["a title alone", { title: "Court file 12/2024" }, []],
    ["a file alone", { attachment: file }, []],
    ["a quote of a document that nobody finds", { quote: "84 lost" }, ["evidence[0].url"]],
    ["a note on a call", { kind: "call", note: "The pilot counted." }, []],
    ["a call of which nothing is said", { kind: "call" }, ["evidence[0].url"]],
    ["nothing found, and where", { stance: "searched_nothing_found", note: "The register, for 84." }, []],
    ["nothing found, who knows where", { stance: "searched_nothing_found", url: "https://a.example" }, ["evidence[0].note"]],
    ["an archive that is no address", { title: "Log", archive_url: "javascript:1" }, ["evidence[0].archive_url"]],
  ])("with %s", (_, piece, fields) => {
    expect(missing(piece)).toEqual(fields);
  });

  it("is sent with what it names, and without what the form alone knows", () => {
    const page = { id: "p-1", publisher: "Port", published: "", sha256: "0", retrievedAt: "" };
    const piece = { ...emptyEvidence(), stance: "supports" as const, attachment: file, page, seenAt: "2024-03-10T14:00" };
    const draft = { ...emptyDraft(), evidence: [piece] };

    const [sent] = toInput(draft, { claim_revision: 1 } as Assignment, "Europe/Kyiv").evidence ?? [];

    expect(sent).toMatchObject({ attachment: "f-1", fetch: "p-1", retrieved_at: "2024-03-10T12:00:00.000Z" });
    for (const name of ["key", "page", "seenAt"]) expect(sent).not.toHaveProperty(name);
  });
});
