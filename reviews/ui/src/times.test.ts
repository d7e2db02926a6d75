import { expect, it } from "vitest";
import { countdown, instantOf, showDate } from "./times";

it.each([
  [0, "0:00"],
  [-5000, "0:00"],
  [59_001, "1:00"],
  [14 * 60_000 + 2000, "14:02"],
  [3_850_000, "1:04:10"],
])("%d ms to go read %s", (milliseconds, text) => {
  expect(countdown(milliseconds)).toBe(text);
});

it.each([
  ["2023-03-10T14:00", "UTC", "2023-03-10T14:00:00.000Z"],
  ["2023-03-10T14:00", "Europe/Kyiv", "2023-03-10T12:00:00.000Z"],
  ["2023-07-10T14:00", "Europe/Kyiv", "2023-07-10T11:00:00.000Z"],
  ["2023-03-26T04:30", "Europe/Kyiv", "2023-03-26T01:30:00.000Z"],
  ["2023-03-10T00:30", "America/New_York", "2023-03-10T05:30:00.000Z"],
])("%s on a wall in %s is %s", (wall, zone, instant) => {
  expect(instantOf(wall, zone)).toBe(instant);
});

it("never moves a date without a time to another day", () => {
  expect(showDate("2023-03-09", "America/Los_Angeles")).toBe("9 Mar 2023");
});
