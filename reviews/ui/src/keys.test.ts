import { expect, it } from "vitest";
import { commandOf, type KeyPress } from "./keys";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  ...more,
});

it.each([
  ["n", {}, "next"],
  ["3", {}, "choose 3"],
  ["?", {}, "shortcuts"],
  ["Enter", { ctrlKey: true }, "submit"],
  ["Enter", { metaKey: true }, "submit"],
  ["z", { ctrlKey: true }, "undo"],
  ["0", {}, null],
  ["n", { ctrlKey: true }, null],
  ["n", { altKey: true }, null],
  ["n", { repeat: true }, null],
  ["Enter", {}, null],
])("%s %o asks for %s", (key, more, command) => {
  expect(commandOf(press(key, more), false, true)).toBe(command);
});

it("leaves letters and Ctrl Z to the text field, not Ctrl Enter", () => {
  expect(commandOf(press("n"), true, true)).toBeNull();
  expect(commandOf(press("z", { ctrlKey: true }), true, true)).toBeNull();
  expect(commandOf(press("Enter", { ctrlKey: true }), true, true)).toBe("submit");
});

it("hears no single key where they are switched off", () => {
  expect(commandOf(press("n"), false, false)).toBeNull();
  expect(commandOf(press("Enter", { ctrlKey: true }), false, false)).toBe("submit");
});
