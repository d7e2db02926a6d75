/** What the API refuses (RFC 9457), and where on the form each of its errors belongs. */

import { msg } from "@lit/localize";

export interface FieldProblem {
  readonly field: string;
  readonly code: string;
  readonly detail: string;
}

export interface Problem {
  /** HTTP's, or 0 where no answer came. */
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly FieldProblem[];
}

/** Thrown for every answer that is none of the expected ones. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** The problem in an answer's body; one of our own where the body is not the API's (a proxy's page, say). */
export function problemOf(status: number, body: unknown): Problem {
  if (isDocument(body)) {
    return {
      status,
      code: body.code,
      title: body.title ?? "",
      detail: body.detail ?? "",
      errors: Array.isArray(body.errors) ? body.errors.filter(isFieldProblem) : [],
    };
  }
  return {
    status,
    code: status >= 500 ? "server_error" : "refused",
    title: msg("The server did not answer as it should."),
    detail: msg("Nothing you typed is lost. Try again in a moment."),
    errors: [],
  };
}

export function unreachable(): Problem {
  return {
    status: 0,
    code: "unreachable",
    title: msg("The desk cannot be reached."),
    detail: msg("Check the connection and try again. Nothing you typed is lost."),
    errors: [],
  };
}

/** Worth sending once more as it is: nobody said no. */
export function isPassing(problem: Problem): boolean {
  return problem.status === 0 || problem.status >= 500 || problem.code === "idempotency_key_in_use";
}

/** The part of the verdict form that shows an error of the API's `field`; "form" where there is none. */
export function placeOf(field: string): string {
  const evidence = /^evidence\[(\d+)\](?:\.(\w+))?$/.exec(field);
  if (evidence) {
    const [, number, name] = evidence;
    const shown = [
      "kind", "stance", "url", "fetch", "title", "quote", "note", "attachment", "archive_url", "retrieved_at",
    ]; // prettier-ignore
    return name && shown.includes(name) ? `evidence.${number}.${name}` : `evidence.${number}`;
  }
  switch (field) {
    case "rating":
    case "close_reason":
      return "ruling";
    case "span":
    case "start":
    case "end":
      return "span";
    case "finding":
    case "finding.text":
      return "finding";
    case "finding.as_of":
      return "as_of";
    case "target":
    case "duplicate_of":
    case "rationale":
      return field;
    default:
      return "form";
  }
}

/** Errors by their place on the form, in the order of the form. */
export function byPlace(errors: readonly FieldProblem[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { field, detail } of errors) {
    const place = placeOf(field);
    const known = found.get(place);
    found.set(place, known ? `${known} ${detail}` : detail);
  }
  const order = ["ruling", "span", "duplicate_of", "target", "finding", "as_of", "rationale", "evidence", "form"];
  const rank = (place: string) => order.indexOf(place.split(".")[0] ?? "");
  return new Map(
    [...found].sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b, undefined, { numeric: true })),
  );
}

function isDocument(body: unknown): body is Partial<Problem> & { code: string } {
  return typeof body === "object" && body !== null && typeof (body as { code?: unknown }).code === "string";
}

function isFieldProblem(value: unknown): value is FieldProblem {
  const error = value as Partial<FieldProblem> | null;
  return typeof error?.field === "string" && typeof error.detail === "string";
}
