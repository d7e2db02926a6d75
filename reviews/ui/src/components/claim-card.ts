import { msg, str } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Assignment, Claim, Claimant } from "../api/types";
import { basics, buttons } from "../styles";
import { showDate } from "../times";
import { ACTS, CLAIM_KINDS, CLAIMANT_KINDS, MODALITIES } from "../words";
import "./words-changed";

/** What the record holds of the claim: who says what, how sure, when and where, and why it came. */
@customElement("claim-card")
export class ClaimCard extends LitElement {
  @property({ attribute: false }) assignment!: Assignment;
  /** The claim before it changed under the reviewer's eyes. */
  @property({ attribute: false }) formerly: Claim | null = null;
  /** Whether the verdict is about the words as they were when the reviewer took the claim; null until they said so. */
  @property({ attribute: false }) onOldWords: boolean | null = null;
  @property() zone = "UTC";

  override focus(): void {
    this.renderRoot.querySelector("h2")?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const { claim, round } = this.assignment;
    return html`
      <section aria-labelledby="label">
        <div class="head small">
          <p class="soft">
            ${msg("Claim")} · ${CLAIM_KINDS[claim.kind]()}${round > 1
              ? html` · ${msg(str`round ${round}`)}`
              : nothing}
          </p>
          <button type="button" class="plain" aria-keyshortcuts="g" @click=${() => this.dispatchEvent(new Event("show"))}>
            ${msg("Show in the article")} <kbd aria-hidden="true">g</kbd>
          </button>
        </div>
        <div class="head">
          <h2 id="label" tabindex="-1"><bdi>${claim.label}</bdi></h2>
          ${this.figure(claim)}
        </div>
        ${this.assignment.why_again
          ? html`<div class="changed" role="note">
              <p><strong>${msg("It is done again.")}</strong> <span dir="auto">${this.assignment.why_again}</span></p>
            </div>`
          : nothing}
        <blockquote dir="auto">${claim.quote}</blockquote>
        ${this.changes(claim)}
        <dl>
          ${row(msg("Said by"), this.claimants(claim))} ${row(msg("Act"), this.act(claim))}
          ${row(msg("Passed on by"), this.via(claim))} ${row(msg("Hedges"), this.hedges(claim))}
          ${row(msg("When"), this.when(claim))} ${row(msg("Where"), claim.place && quoted(claim.place.text))}
          ${row(msg("Stands alone"), claim.statement !== claim.quote && quoted(claim.statement))}
        </dl>
        ${this.receipt()}
      </section>
    `;
  }

  private figure(claim: Claim): TemplateResult | typeof nothing {
    if (!claim.figure) return nothing;
    return html`<p class="figure">
      <span class="unseen">${msg("Figure:")}</span> ${claim.figure}${claim.figure_noun
        ? html` <span class="noun" dir="auto">${claim.figure_noun}</span>`
        : nothing}
    </p>`;
  }

  private changes(claim: Claim): TemplateResult | typeof nothing {
    const { words_changed: changed } = this.assignment;
    if (changed) {
      return html`<words-changed .drift=${changed} asks .onOldWords=${this.onOldWords}></words-changed>`;
    }
    if (this.formerly) {
      return html`<div class="changed" role="status">
        <p><strong>${msg("The claim changed while you had it.")}</strong> ${msg("It was:")}</p>
        <p dir="auto">“${this.formerly.quote}”</p>
        <p>${msg("Read it again. What you wrote is kept, and goes with the claim as it is now.")}</p>
      </div>`;
    }
    if (claim.drift) return html`<words-changed .drift=${claim.drift}></words-changed>`;
    if (claim.context_changed) {
      return html`<p class="changed">${msg("The words around the claim changed since it was found.")}</p>`;
    }
    return nothing;
  }

  private claimants(claim: Claim): TemplateResult[] {
    return claim.claimants.map(
      (claimant, index) =>
        html`${index ? "; " : ""}${nameOf(claimant)}${hasOwnRole(claimant)
          ? html`, <bdi>${claimant.role}</bdi>`
          : nothing}${claimant.name ? html` <span class="soft">(${CLAIMANT_KINDS[claimant.kind]()})</span>` : nothing}`,
    );
  }

  /** Nothing where nobody read it: of another language, or of what a person marked, only the figures are known. */
  private act(claim: Claim): TemplateResult | null {
    if (claim.check_worthiness.reasons.some(({ code }) => code === "figures_only" || code === "marked")) return null;
    const cue = claim.cue ? html` <span class="soft">(“<bdi>${claim.cue.text}</bdi>”)</span>` : nothing;
    return html`${ACTS[claim.act]()}${cue}, ${MODALITIES[claim.modality]()}${claim.event.polarity === "negative"
      ? html`, <strong>${msg("denied or negated")}</strong>`
      : nothing}`;
  }

  private via(claim: Claim): TemplateResult | null {
    return claim.via.length ? html`<bdi>${claim.via.map(({ name }) => name).join(" → ")}</bdi>` : null;
  }

  private hedges(claim: Claim): TemplateResult[] {
    return claim.hedges.map(
      ({ text, by }, index) =>
        html`${index ? ", " : ""}“<bdi>${text}</bdi>”
          <span class="soft">(${by === "narrator" ? msg("the article") : msg("the speaker")})</span>`,
    );
  }

  private when(claim: Claim): TemplateResult | null {
    const { event_time: time, said_at: saidAt, as_of: asOf } = claim;
    if (!time && !saidAt && !asOf) return null;
    const { zone } = this;
    const range = time?.from
      ? time.to && time.to !== time.from
        ? `${showDate(time.from, zone)} – ${showDate(time.to, zone)}`
        : showDate(time.from, zone)
      : "";
    return html`${time ? html`“<bdi>${time.text}</bdi>” ${range ? html`<span class="soft">(${range})</span>` : nothing}` : nothing}
    ${saidAt ? html` ${msg("said")} ${showDate(saidAt, zone)}` : nothing}
    ${asOf ? html` ${msg("as of")} ${showDate(asOf, zone)}` : nothing}`;
  }

  private receipt(): TemplateResult {
    const { why, claim } = this.assignment;
    const { score, reasons } = claim.check_worthiness;
    return html`<details>
      <summary>
        ${msg("Why it came")}: <span class="soft">${why.map(({ text }) => text).join(", ")}</span>
      </summary>
      <table>
        <caption class="unseen">
          ${msg("What made the engine find it worth checking")}
        </caption>
        <tbody>
          ${reasons
            .map(({ text, weight }) => ({ text, size: Math.abs(weight).toFixed(1), sign: weight < 0 ? "−" : "+" }))
            .filter(({ size }) => Number(size)) // what would read as 0.0 moved nothing
            .map(
              ({ text, size, sign }) =>
                html`<tr>
                  <td>${text}</td>
                  <td class="weight">${sign}${size}</td>
                </tr>`,
            )}
          <tr>
            <th scope="row">${msg("Check-worthiness, 0 to 1")}</th>
            <td class="weight"><strong>${score.toFixed(2)}</strong></td>
          </tr>
        </tbody>
      </table>
    </details>`;
  }

  static override readonly styles = [
    basics,
    buttons,
    css`
      section {
        display: grid;
        gap: 0.5rem;
        padding: 0.6rem 1.25rem 0.9rem;
      }

      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0.25rem 1rem;
      }

      h2 {
        flex: 1 1 16rem;
        font-size: 1.125rem;
        overflow-wrap: anywhere;
      }

      .figure {
        font: 700 1.5rem/1.2 var(--serif);
        font-variant-numeric: tabular-nums lining-nums;
      }

      .noun {
        font: 400 0.875rem var(--sans);
        color: var(--ink-soft);
      }

      blockquote {
        margin: 0;
        padding-inline-start: 0.75rem;
        border-inline-start: 4px solid var(--marker);
        font: 1rem/1.45 var(--serif);
        overflow-wrap: anywhere;
      }

      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 0.15rem 0.75rem;
        font-size: 0.875rem;
        overflow-wrap: anywhere;
      }

      dt {
        color: var(--ink-soft);
      }

      .changed {
        padding: 0.5rem 0.75rem;
        border: 1px solid var(--edge);
        border-inline-start: 4px solid var(--danger);
        background: var(--danger-faint);
        font-size: 0.875rem;
      }

      details {
        font-size: 0.8125rem;
      }

      summary {
        cursor: pointer;
      }

      table {
        width: 100%;
        margin-top: 0.35rem;
        border-collapse: collapse;
      }

      td,
      th {
        padding: 0.1rem 0;
        border-top: 1px solid var(--line);
        font-weight: 400;
        text-align: start;
      }

      .weight {
        text-align: end;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];
}

type Content = TemplateResult | TemplateResult[] | string | false | null | undefined;

function row(term: string, content: Content): TemplateResult | typeof nothing {
  if (!content || (Array.isArray(content) && content.length === 0)) return nothing;
  return html`<dt>${term}</dt>
    <dd>${content}</dd>`;
}

function quoted(text: string): TemplateResult {
  return html`<bdi>${text}</bdi>`;
}

/** "the mayor, the mayor" says nothing twice. */
function hasOwnRole({ name, canonical, role }: Claimant): boolean {
  return Boolean(name && role && ![name, canonical].some((word) => word.toLowerCase() === role.toLowerCase()));
}

function nameOf(claimant: Claimant): TemplateResult {
  return claimant.name
    ? html`<strong><bdi>${claimant.canonical || claimant.name}</bdi></strong>`
    : html`${CLAIMANT_KINDS[claimant.kind]()}`;
}
