/** What a verdict still lacks, said before it is sent. The API checks all of it again. */

import { msg, str } from "@lit/localize";
import type { RatingScale } from "./api/types";
import type { Draft, EvidenceDraft } from "./draft";
import type { FieldProblem } from "./problems";

export function missingFrom(draft: Draft, scale: RatingScale): FieldProblem[] {
  const missing: FieldProblem[] = [];
  const say = (field: string, detail: string) => missing.push({ field, code: "required", detail });
  const rating = scale.ratings.find((candidate) => candidate.key === draft.rating);
  if (draft.closing && !draft.closeReason) say("close_reason", msg("Choose why you close it."));
  if (draft.closing && draft.closeReason === "wrong_span" && !draft.span) {
    say("span", msg("Mark where the claim should begin and end."));
  }
  if (draft.closing && draft.closeReason === "duplicate" && !/^[1-9]\d{0,14}$/.test(draft.duplicateOf.trim())) {
    say("duplicate_of", msg("Give the number of the review that it repeats."));
  }
  if (!draft.closing && !rating) say("rating", msg("Choose a rating."));
  if (!draft.closing && !draft.finding.trim()) {
    if (rating?.requires_finding) say("finding", msg(str`“${rating.label}” needs what you found instead.`));
    else if (draft.asOf) say("finding", msg("Say what you found, or leave its time empty."));
  }
  if (!draft.rationale.trim()) say("rationale", msg("Say how you came to your ruling."));
  draft.evidence.forEach((piece, number) => {
    if (!piece.stance) say(`evidence[${number}].stance`, msg("Say what it does to the claim."));
    if (piece.url.trim() && !isWebAddress(piece.url.trim())) {
      say(`evidence[${number}].url`, msg("Give an address that begins with http:// or https://."));
    }
    if (piece.archive_url.trim() && !isWebAddress(piece.archive_url.trim())) {
      say(`evidence[${number}].archive_url`, msg("Give an address that begins with http:// or https://."));
    }
    if (piece.stance === "searched_nothing_found") {
      if (!piece.note.trim()) say(`evidence[${number}].note`, msg("Say where you searched, and for what."));
    } else if (!piece.attachment && !isNamed(piece)) {
      say(
        `evidence[${number}].url`,
        PUBLISHED.has(piece.kind)
          ? msg("Give its address or title, or attach it, so that it can be found.")
          : msg("Give an address, a title, a quote or a note, or attach a file."),
      );
    }
  });
  return missing;
}

const PUBLISHED: ReadonlySet<string> = new Set(["document", "dataset", "media"]);

/** Whether it says what it is: what was published must be found again, of a call a note is enough. */
function isNamed(piece: EvidenceDraft): boolean {
  const names = [piece.url, piece.archive_url, piece.title];
  const words = PUBLISHED.has(piece.kind) ? names : [...names, piece.quote, piece.note];
  return words.some((word) => word.trim());
}

/** Only these become links: anything else ("javascript:") would be a trap. */
export function isWebAddress(address: string): boolean {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}
