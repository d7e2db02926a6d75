import { msg } from "@lit/localize";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { AssignedArticle, Claim } from "../api/types";
import { basics } from "../styles";
import { paragraphsOf, splitAtMarks, toUtf16, type Layers, type Span } from "../text";
import { isWebAddress } from "../missing";
import { showTime } from "../times";

/** The article, with the claim marked where it stands. Its words are only ever text nodes. */
@customElement("article-text")
export class ArticleText extends LitElement {
  @property({ attribute: false }) article!: AssignedArticle;
  @property({ attribute: false }) claim!: Claim;
  @property() zone = "UTC";

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get("claim");
    if (changed.has("claim") && before?.id !== this.claim.id) this.showClaim("instant");
  }

  /** Bring the claim to the middle of what is seen. */
  showClaim(behavior: ScrollBehavior = "smooth"): void {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.renderRoot
      .querySelector("mark")
      ?.scrollIntoView({ block: "center", behavior: still ? "instant" : behavior });
  }

  protected override firstUpdated(): void {
    this.addEventListener("mouseup", () => this.markSelection());
  }

  /** Says which words of the claim's part somebody has selected; fires `mark` with a `Span`. */
  private markSelection(): void {
    const place = this.renderRoot.querySelector(this.claim.part === "title" ? "header h2" : ".text");
    // Chrome's own way into a shadow tree, and the standard's.
    const inside = (this.renderRoot as ShadowRoot & { getSelection?: () => Selection | null }).getSelection?.();
    const selection = inside ?? getSelection();
    if (!place || !selection || selection.isCollapsed || selection.rangeCount === 0) return;
    const selected = selection.getRangeAt(0);
    if (!place.contains(selected.startContainer) || !place.contains(selected.endContainer)) return;
    const before = document.createRange();
    before.setStart(place, 0);
    before.setEnd(selected.startContainer, selected.startOffset);
    const start = before.toString().length;
    const detail = { start, end: start + selected.toString().length };
    this.dispatchEvent(new CustomEvent<Span>("mark", { detail }));
  }

  protected override render(): TemplateResult {
    const { article, claim } = this;
    const inTitle = claim.part === "title";
    const source = inTitle ? article.given_title : article.text;
    const layers = layersOf(claim, source);
    const isRead = article.given_title === "";
    return html`
      <article lang=${article.language || nothing}>
        <header>
          <p class="soft small" lang="en">${this.provenance()}</p>
          ${article.coverage === "model" || article.coverage === "neutral"
            ? html`<p class="soft small" lang="en">
                ${msg("Not in English: its figures and sentences were read, who says what was not.")}
              </p>`
            : nothing}
          ${isRead
            ? nothing
            : html`<h2 dir="auto">${inTitle ? pieces(source, layers, whole(source)) : article.given_title}</h2>`}
          ${layers
            ? nothing
            : html`<p class="error" role="alert" lang="en">
                ${msg("The quote does not stand where the record says. Skip this review and tell an editor.")}
              </p>`}
        </header>
        <div class="text">${this.body(isRead, inTitle ? null : layers)}</div>
      </article>
    `;
  }

  /** Joined, exactly the article's text: nothing is put between the paragraphs. */
  private body(isRead: boolean, layers: Layers | null): (TemplateResult | (TemplateResult | string)[])[] {
    const { text, title } = this.article;
    return paragraphsOf(text).map((span) => {
      const content = pieces(text, layers, span);
      const words = text.slice(span.start, span.end).trim();
      if (!words) return content;
      return isRead && words === title ? html`<h2 dir="auto">${content}</h2>` : html`<p dir="auto">${content}</p>`;
    });
  }

  private provenance(): TemplateResult {
    const { publisher, author, published_at, url, version } = this.article;
    return html`<bdi>${publisher ?? msg("Publisher not given")}</bdi>${author
        ? html` · <bdi>${author}</bdi>`
        : nothing}${published_at ? html` · ${showTime(published_at, this.zone)}` : nothing} ·
      ${msg("version")} ${version}${isWebAddress(url)
        ? html` · <a href=${url} target="_blank" rel="noopener noreferrer nofollow">${msg("Original")}</a>`
        : nothing}`;
  }

  static override readonly styles = [
    basics,
    css`
      article {
        max-width: 40rem;
        margin: 0 auto;
        padding: 1.5rem 1.25rem 6rem;
        font: 1.125rem/1.6 var(--serif);
        overflow-wrap: anywhere;
      }

      header {
        margin-bottom: 1rem;
      }

      header p {
        font-family: var(--sans);
      }

      h2 {
        margin: 0.35em 0 0.5em;
        font: 700 1.625rem/1.25 var(--serif);
        text-wrap: balance;
      }

      .text p {
        margin-bottom: 0.85em;
      }

      .error {
        color: var(--danger);
      }

      .sentence {
        background: var(--marker-faint);
        color: inherit;
        box-decoration-break: clone;
        -webkit-box-decoration-break: clone;
      }

      .claim {
        padding: 0.1em 0;
        background: var(--marker-claim);
      }

      .focus {
        background: var(--marker-strong);
        text-decoration: underline 2px;
        text-decoration-color: var(--ink);
        text-underline-offset: 0.2em;
        text-decoration-skip-ink: none;
      }

      .speaker {
        font-weight: 700;
      }

      .cue {
        font-style: italic;
      }

      @media (forced-colors: active) {
        mark {
          forced-color-adjust: none;
          background: Mark;
          color: MarkText;
        }
      }
    `,
  ];
}

function whole(text: string): Span {
  return { start: 0, end: text.length };
}

/** What to mark in the part that holds the claim; null where the quote does not stand at its place. */
function layersOf(claim: Claim, source: string): Layers | null {
  const place = claim.utf16;
  if (source.slice(place.start, place.end) !== claim.quote) return null;
  const speakers = claim.claimants.flatMap(({ name, start, end }) => {
    if (start === null || end === null) return [];
    const span = { start: toUtf16(source, start), end: toUtf16(source, end) };
    return source.slice(span.start, span.end) === name ? [span] : [];
  });
  return {
    sentence: [claim.sentence.utf16],
    claim: [place],
    focus: claim.focus.map((span) => span.utf16),
    speaker: speakers,
    cue: claim.cue ? [claim.cue.utf16] : [],
  };
}

function pieces(text: string, layers: Layers | null, within: Span): (TemplateResult | string)[] {
  return splitAtMarks(text, layers ?? {}, within).map(({ text: words, marks }) => {
    if (marks.length === 0) return words;
    const names = marks.join(" ");
    return marks.includes("claim")
      ? html`<mark class=${names}>${words}</mark>`
      : html`<span class=${names}>${words}</span>`;
  });
}
