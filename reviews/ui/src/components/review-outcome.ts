import { msg, str } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Disclosure, Outcome, Review } from "../api/types";
import { basics } from "../styles";
import { basisOf, rulingOf } from "../words";

/** How a review was decided, and what rules were set aside for that. */
@customElement("review-outcome")
export class ReviewOutcome extends LitElement {
  @property({ attribute: false }) outcome!: Outcome;
  /** The review that it decides. What is disclosed may be about another, from which it was taken over. */
  @property({ attribute: false }) review!: Review;
  @property() home = "/desk/";

  protected override render(): TemplateResult {
    const { outcome, review } = this;
    return html`<section aria-labelledby="title">
      <h3 id="title">${msg("Outcome")}</h3>
      <p><strong>${rulingOf(outcome)}</strong> · <span class="soft">${basisOf(outcome, review.required_verdicts)}</span></p>
      ${outcome.finding ? html`<p class="prose" dir="auto">${outcome.finding.text}</p>` : nothing}
      ${outcome.summary ? html`<p class="prose" dir="auto">${outcome.summary}</p>` : nothing}
      ${outcome.disclosures.length ? this.disclosures() : nothing}
    </section>`;
  }

  private disclosures(): TemplateResult {
    return html`<h4>${msg("Rules set aside")}</h4>
      <ul>
        ${this.outcome.disclosures.map((disclosure) => this.disclosure(disclosure))}
      </ul>`;
  }

  private disclosure({ text, user, review, decided_by: editor, reason }: Disclosure): TemplateResult {
    return html`<li>
      <p>
        ${text}: <bdi>${user}</bdi>${review === this.review.id
          ? nothing
          : html`, <a href="${this.home}reviews/${review}/">${msg(str`in review ${review}`)}</a>`}${editor
          ? html`<span class="soft">, ${msg("decided by")} <bdi>${editor}</bdi></span>`
          : html`<span class="soft">, ${msg("as the desk’s policy allows")}</span>`}
      </p>
      ${reason ? html`<blockquote dir="auto">${reason}</blockquote>` : nothing}
    </li>`;
  }

  static override readonly styles = [
    basics,
    css`
      section {
        display: grid;
        gap: 0.25rem;
        padding-top: 0.5rem;
      }

      h3 {
        font-size: 1rem;
      }

      h4 {
        margin: 0.35rem 0 0;
        font-size: 0.875rem;
      }

      .prose,
      blockquote {
        white-space: pre-line;
      }

      li + li {
        margin-top: 0.35rem;
      }

      li p::first-letter {
        text-transform: uppercase;
      }

      blockquote {
        margin: 0.15rem 0;
        padding-inline-start: 0.75rem;
        border-inline-start: 2px solid var(--line);
      }
    `,
  ];
}
