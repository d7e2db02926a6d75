/** Where marks fall in an article's text. Strings here are counted in UTF-16 units, half-open, as browsers do. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a stretch of text can be part of, from the widest to the narrowest. */
export const MARKS = ["sentence", "claim", "focus", "speaker", "cue"] as const;
export type Mark = (typeof MARKS)[number];
export type Layers = Readonly<Partial<Record<Mark, readonly Span[]>>>;

/** A stretch of text in which no mark begins or ends. */
export interface Piece {
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** The UTF-16 offset of a code point offset. */
export function toUtf16(text: string, codePoints: number): number {
  let unit = 0;
  for (let seen = 0; seen < codePoints && unit < text.length; seen += 1) {
    unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
  }
  return unit;
}

/** The code point offset of a UTF-16 offset. */
export function toCodePoints(text: string, unit: number): number {
  return [...text.slice(0, unit)].length;
}

/** `span` without the blanks at its ends; null where nothing else is in it. */
export function trimmed(text: string, { start, end }: Span): Span | null {
  const words = text.slice(start, end);
  const begins = start + (words.length - words.trimStart().length);
  const ends = end - (words.length - words.trimEnd().length);
  return begins < ends ? { start: begins, end: ends } : null;
}

/** `text` from `within.start` to `within.end`, cut where a mark begins or ends. Joined, the pieces are that text. */
export function splitAtMarks(text: string, layers: Layers, within: Span): Piece[] {
  const spans = MARKS.flatMap((mark) =>
    (layers[mark] ?? [])
      .map(({ start, end }) => ({
        mark,
        start: Math.max(start, within.start),
        end: Math.min(end, within.end),
      }))
      .filter(({ start, end }) => start < end),
  );
  const cuts = new Set([within.start, within.end]);
  for (const { start, end } of spans) cuts.add(start).add(end);
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((start, index) => {
    const end = places[index + 1] ?? within.end;
    const marks = MARKS.filter((mark) =>
      spans.some((span) => span.mark === mark && span.start <= start && end <= span.end),
    );
    return { text: text.slice(start, end), marks };
  });
}

/** The paragraphs of `text`, each with the line ends that follow it, so that joined they are the text. */
export function paragraphsOf(text: string): Span[] {
  const found: Span[] = [];
  for (const match of text.matchAll(/[^\n]*\n+|[^\n]+$/g)) {
    found.push({ start: match.index, end: match.index + match[0].length });
  }
  return found;
}
