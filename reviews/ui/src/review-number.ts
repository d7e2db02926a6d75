/** The number of a review as people pass it on: alone, with a hash, or in a link of the desk, the admin or the API. */
export function reviewNumberIn(words: string): number | null {
  const found = /(?:^\s*#?|\/reviews?\/|[?&]review=)(\d{1,15})(?=\s*$|[/?&#])/.exec(words);
  return found ? Number(found[1]) : null;
}
