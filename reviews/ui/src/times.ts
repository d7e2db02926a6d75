/** Times as the desk shows them: in the zone of the reviewer, not of their browser. */

/** How far the server's clock is ahead of this machine's, in milliseconds. */
let ahead = 0;

/** Learn the server's clock from an answer, so that a lease ends here when it ends there. */
export function learnClock(date: string | null): void {
  const told = date ? Date.parse(date) : Number.NaN;
  // It comes in whole seconds; better a second too early here than a second too late.
  if (!Number.isNaN(told)) ahead = told + 999 - Date.now();
}

export function serverNow(): number {
  return Date.now() + ahead;
}

/** "14:02", "1:04:10"; nothing below zero. */
export function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** "10 Mar 2023, 14:02" */
export function showTime(iso: string, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(
    new Date(iso),
  );
}

/** An ISO date or time as people write it; a date alone has no zone and is never moved to another day. */
export function showDate(iso: string, zone: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return Number.isNaN(Date.parse(iso)) ? iso : showTime(iso, zone);
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" }).format(new Date(iso));
}

/** What a clock on a wall in `zone` shows ("2023-03-10T14:00") as an instant in UTC. */
export function instantOf(wall: string, zone: string): string {
  const asUtc = Date.parse(`${wall}Z`);
  // The offset is that of the instant sought, so it is looked up twice: the first guess may lie across a change.
  const guess = asUtc - offsetAt(asUtc, zone);
  return new Date(asUtc - offsetAt(guess, zone)).toISOString();
}

function offsetAt(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((candidate) => candidate.type === type)?.value);
  const wall = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return wall - Math.floor(instant / 1000) * 1000;
}
