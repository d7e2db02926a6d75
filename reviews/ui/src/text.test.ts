import { describe, expect, it } from "vitest";
import { paragraphsOf, splitAtMarks, toUtf16, type Layers } from "./text";

const whole = (text: string) => ({ start: 0, end: text.length });
const joined = (text: string, layers: Layers) =>
  splitAtMarks(text, layers, whole(text))
    .map((piece) => piece.text)
    .join("");

describe("offsets", () => {
  it("are the same in a text without astral characters", () => {
    expect(toUtf16("81 missiles", 3)).toBe(3);
  });

  it("move by one for every astral character before them", () => {
    const text = "🚀𝟠1 missiles";

    expect(text.slice(toUtf16(text, 3))).toBe(" missiles");
  });

  it("end at the text's end", () => {
    expect(toUtf16("ab", 9)).toBe(2);
  });
});

describe("splitting", () => {
  it("leaves a text without marks whole", () => {
    expect(splitAtMarks("Nothing here.", {}, { start: 0, end: 13 })).toEqual([
      { text: "Nothing here.", marks: [] },
    ]);
  });

  it("cuts where a mark begins and ends", () => {
    const pieces = splitAtMarks("It fired 81 missiles.", { claim: [{ start: 3, end: 20 }] }, { start: 0, end: 21 });

    expect(pieces).toEqual([
      { text: "It ", marks: [] },
      { text: "fired 81 missiles", marks: ["claim"] },
      { text: ".", marks: [] },
    ]);
  });

  it("gives a stretch every mark that covers it, the widest first", () => {
    const layers: Layers = {
      focus: [{ start: 9, end: 20 }],
      claim: [{ start: 3, end: 20 }],
      sentence: [{ start: 0, end: 21 }],
    };

    const pieces = splitAtMarks("It fired 81 missiles.", layers, { start: 0, end: 21 });

    expect(pieces.map((piece) => piece.marks)).toEqual([
      ["sentence"],
      ["sentence", "claim"],
      ["sentence", "claim", "focus"],
      ["sentence"],
    ]);
  });

  it("keeps focus spans that overlap, in any order, and never repeats text", () => {
    const text = "without power, water or heating";
    const layers: Layers = {
      claim: [whole(text)],
      focus: [
        { start: 8, end: 20 },
        { start: 0, end: 13 },
      ],
    };

    const pieces = splitAtMarks(text, layers, whole(text));

    expect(joined(text, layers)).toBe(text);
    expect(pieces.filter((piece) => piece.marks.includes("focus")).map((piece) => piece.text)).toEqual([
      "without ",
      "power",
      ", water",
    ]);
  });

  it("clips marks to the paragraph", () => {
    const text = "One two.\nThree four.";
    const layers: Layers = { claim: [{ start: 4, end: 14 }] };

    expect(splitAtMarks(text, layers, { start: 9, end: 20 })).toEqual([
      { text: "Three", marks: ["claim"] },
      { text: " four.", marks: [] },
    ]);
  });

  it("ignores a mark without length", () => {
    expect(splitAtMarks("abc", { focus: [{ start: 1, end: 1 }] }, { start: 0, end: 3 })).toHaveLength(1);
  });
});

describe("paragraphs", () => {
  it.each(["", "One.", "One.\n", "One.\nTwo.\n\nThree.", "\n\nOne.\n\n\n", "\n"])("of %j join to it", (text) => {
    expect(
      paragraphsOf(text)
        .map(({ start, end }) => text.slice(start, end))
        .join(""),
    ).toBe(text);
  });
});
