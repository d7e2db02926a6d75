import { describe, expect, it } from "vitest";
import { byPlace, isPassing, placeOf, problemOf, unreachable } from "./problems";

describe("a problem document", () => {
  it("keeps code, words and field errors", () => {
    const body = {
      code: "invalid",
      title: "The request is not valid.",
      detail: "rationale: required",
      errors: [{ field: "rationale", code: "required", detail: "Say how." }],
    };

    expect(problemOf(400, body)).toEqual({ status: 400, ...body });
  });

  it.each([["<html>502</html>"], [undefined], [null], [{ detail: "no code" }]])(
    "is made up for %j, which is none",
    (body) => {
      expect(problemOf(502, body)).toMatchObject({ status: 502, code: "server_error", errors: [] });
    },
  );

  it("drops errors that have no field", () => {
    expect(problemOf(400, { code: "invalid", errors: [{ code: "x" }, null] }).errors).toEqual([]);
  });
});

describe("trying again as it is", () => {
  it.each([
    [unreachable(), true],
    [problemOf(503, ""), true],
    [problemOf(409, { code: "idempotency_key_in_use" }), true],
    [problemOf(409, { code: "lease_not_held" }), false],
    [problemOf(400, { code: "invalid" }), false],
  ])("of %o: %s", (problem, passing) => {
    expect(isPassing(problem)).toBe(passing);
  });
});

describe("places on the form", () => {
  it.each([
    ["rating", "ruling"],
    ["close_reason", "ruling"],
    ["finding", "finding"],
    ["finding.text", "finding"],
    ["finding.as_of", "as_of"],
    ["rationale", "rationale"],
    ["evidence[0].url", "evidence.0.url"],
    ["evidence[12]", "evidence.12"],
    ["evidence[1].archive_url", "evidence.1.archive_url"],
    ["evidence[1].colour", "evidence.1"],
    ["claim_revision", "form"],
    ["", "form"],
  ])("of %s is %s", (field, place) => {
    expect(placeOf(field)).toBe(place);
  });

  it("come in the form's order, two errors of one place as one", () => {
    const errors = [
      { field: "evidence[10].url", code: "x", detail: "Ten." },
      { field: "evidence[2].url", code: "x", detail: "Two." },
      { field: "rationale", code: "x", detail: "Why?" },
      { field: "rating", code: "x", detail: "Which?" },
      { field: "close_reason", code: "x", detail: "Or close." },
    ];

    expect([...byPlace(errors)]).toEqual([
      ["ruling", "Which? Or close."],
      ["rationale", "Why?"],
      ["evidence.2.url", "Two."],
      ["evidence.10.url", "Ten."],
    ]);
  });
});
