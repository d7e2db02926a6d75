import { msg } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Actions } from "../actions";
import type { Verdict, VerdictEvidence } from "../api/types";
import { isWebAddress } from "../missing";
import type { VerdictList as Verdicts } from "../store";
import { basics, buttons } from "../styles";
import { showTime } from "../times";
import { STANCES, rulingOf } from "../words";
import "./attached-file";

/** What the reviewer ruled, newest first. */
@customElement("verdict-list")
export class VerdictList extends LitElement {
  @property({ attribute: false }) list: Verdicts | null = null;
  @property({ attribute: false }) actions!: Actions;
  @property() zone = "UTC";

  override connectedCallback(): void {
    super.connectedCallback();
    void this.actions.readVerdicts();
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector("h2")?.focus();
  }

  protected override render(): TemplateResult {
    return html`
      <section aria-labelledby="mine">
        <h2 id="mine" tabindex="-1">${msg("My verdicts")}</h2>
        ${this.list ? this.rows(this.list) : html`<p class="soft">${msg("Reading …")}</p>`}
      </section>
    `;
  }

  private rows({ verdicts, nextCursor }: Verdicts): TemplateResult {
    if (verdicts.length === 0) return html`<p>${msg("None yet. What you rule on is listed here.")}</p>`;
    return html`
      <ol>
        ${verdicts.map((verdict) => this.row(verdict))}
      </ol>
      ${nextCursor
        ? html`<button type="button" @click=${() => void this.actions.readVerdicts(nextCursor)}>
            ${msg("Older verdicts")}
          </button>`
        : nothing}
    `;
  }

  private row(verdict: Verdict): TemplateResult {
    const ruling = rulingOf(verdict);
    return html`<li>
      <p class="ruling">${ruling}</p>
      <div>
        <h3><bdi>${verdict.label}</bdi></h3>
        <p class="soft small">
          <time datetime=${verdict.created_at}>${showTime(verdict.created_at, this.zone)}</time>
          ${verdict.article_title ? html`· <bdi>${verdict.article_title}</bdi>` : nothing}
        </p>
        ${verdict.finding ? html`<p dir="auto">${msg("Finding:")} ${verdict.finding.text}</p>` : nothing}
        ${verdict.rationale
          ? html`<p class="rationale" dir="auto">${verdict.rationale}</p>`
          : html`<p class="soft">${msg("The words were taken down.")}</p>`}
        ${verdict.evidence.length
          ? html`<ul>
              ${verdict.evidence.map(evidence)}
            </ul>`
          : nothing}
      </div>
    </li>`;
  }

  static override readonly styles = [
    basics,
    buttons,
    css`
      section {
        max-width: 60rem;
        margin: 0 auto;
        padding: 1.5rem 1.25rem 4rem;
      }

      h2 {
        margin-bottom: 0.75rem;
        font: 700 1.375rem/1.3 var(--serif);
      }

      h3 {
        font-size: 1rem;
      }

      li {
        overflow-wrap: anywhere;
      }

      ol > li {
        display: grid;
        grid-template-columns: 12rem minmax(0, 1fr);
        gap: 0.25rem 1.5rem;
        padding: 0.75rem 0;
        border-top: 1px solid var(--line);
      }

      .ruling {
        align-self: start;
        padding-inline-start: 0.6rem;
        border-inline-start: 4px solid var(--marker);
        font-weight: 600;
      }

      .rationale {
        max-width: 42rem;
        margin-top: 0.25rem;
        white-space: pre-line;
      }

      ul {
        margin-top: 0.25rem;
        font-size: 0.875rem;
      }

      @media (max-width: 40rem) {
        ol > li {
          grid-template-columns: 1fr;
        }
      }
    `,
  ];
}

function evidence(piece: VerdictEvidence): TemplateResult {
  const name = piece.title || piece.url || piece.quote || piece.note;
  const archived = piece.archive_url;
  return html`<li>
    <span class="soft">${STANCES[piece.stance]()}:</span>
    ${isWebAddress(piece.url)
      ? html`<a href=${piece.url} target="_blank" rel="noopener noreferrer nofollow"><bdi>${name}</bdi></a>`
      : html`<bdi>${name}</bdi>`}
    ${isWebAddress(archived)
      ? html`<a class="soft" href=${archived} target="_blank" rel="noopener noreferrer nofollow">${msg("archived")}</a>`
      : nothing}${piece.confidential ? html` <span class="soft">(${msg("confidential")})</span>` : nothing}
    ${piece.attachment
      ? html`<attached-file .file=${piece.attachment} href="/api/v1/evidence/${piece.id}/attachment/"></attached-file>`
      : nothing}
  </li>`;
}
