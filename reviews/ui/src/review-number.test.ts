import { describe, expect, it } from "vitest";
import { reviewNumberIn } from "./review-number";

describe("the number of a review", () => {
  it.each([
    ["12", 12],
    [" #12 ", 12],
    ["http://desk.example/admin/reviews/review/12/change/", 12],
    ["https://desk.example/api/v1/reviews/12/", 12],
    ["https://desk.example/desk/?review=12", 12],
  ])("is found in %s", (words, number) => expect(reviewNumberIn(words)).toBe(number));

  it.each(["", "twelve", "12 missiles", "https://news.example/2026/11/29/", "-3"])("is not made up of %s", (words) =>
    expect(reviewNumberIn(words)).toBeNull(),
  );
});
