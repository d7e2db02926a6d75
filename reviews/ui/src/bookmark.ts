/** The bookmarklet, and what may be believed of the message that it sends. */

/** What a reader's page says of itself. All of it is somebody else's. */
export interface SeenPage {
  readonly url: string;
  readonly title: string;
  readonly html: string;
  /** The words that were marked in the page; empty where none were. */
  readonly selection: string;
}

const GREETING = "factcheck:ready";
const KIND = "factcheck:page";
/** The API takes no longer body, and JSON's escapes make it grow. */
export const MOST_CHARACTERS = 5_000_000;

/**
 * The address to keep as a bookmark: it opens `place` in a window of its own and hands it the page.
 *
 * A page's policy lets a bookmark neither fetch nor send, and one that cuts the tie between the two windows
 * (Cross-Origin-Opener-Policy) leaves only the address in ours.
 */
export function bookmarklet(place: string): string {
  const target = JSON.stringify(place);
  const origin = JSON.stringify(new URL(place).origin);
  const script = `(()=>{const w=open(${target}+"?url="+encodeURIComponent(location.href)+"&title="+encodeURIComponent(document.title));
addEventListener("message",e=>{if(e.origin===${origin}&&e.source===w&&e.data==="${GREETING}")
w.postMessage({kind:"${KIND}",url:location.href,title:document.title,html:document.documentElement.outerHTML,selection:String(getSelection())},${origin})})})()`;
  return `javascript:${encodeURIComponent(script)}`;
}

/** Ask the page that opened this window for itself; `found` hears of it, once. */
export function askOpener(found: (page: SeenPage) => void, signal: AbortSignal): void {
  const opener = window.opener as Window | null;
  if (!opener) return;
  window.addEventListener(
    "message",
    (event) => {
      const page = event.source === opener ? seenPage(event.data, event.origin) : null;
      if (page) found(page);
    },
    { signal },
  );
  // Whoever opened the window learns from it only that it is open.
  opener.postMessage(GREETING, "*");
}

/** The page in a message from `origin`; null where it is none, or speaks for another site than its own. */
export function seenPage(message: unknown, origin: string): SeenPage | null {
  if (typeof message !== "object" || message === null) return null;
  const { kind, url, title, html, selection } = message as Record<string, unknown>;
  if (kind !== KIND || typeof url !== "string" || typeof html !== "string") return null;
  if (webAddress(url)?.origin !== origin || html.length > MOST_CHARACTERS) return null;
  return { url, html, title: shortText(title), selection: typeof selection === "string" ? selection : "" };
}

/** An address that an article can have; null for anything else ("javascript:", "file:", no address at all). */
export function webAddress(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === "https:" || url.protocol === "http:" ? url : null;
}

function shortText(value: unknown): string {
  return typeof value === "string" ? value.trim().slice(0, 1000) : "";
}
