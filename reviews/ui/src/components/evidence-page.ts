import { msg, str } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Actions } from "../actions";
import type { EvidenceDraft } from "../draft";
import { isWebAddress } from "../missing";
import { Refusal } from "../problems";
import { basics, buttons, fields } from "../styles";
import { showDate, showTime } from "../times";

/** What the desk reads at the address of a piece of evidence: its title, its day, its digest; and why not. */
@customElement("evidence-page")
export class EvidencePage extends LitElement {
  @property({ attribute: false }) piece!: EvidenceDraft;
  @property({ attribute: false }) actions!: Actions;
  @property() zone = "UTC";
  @property() error = "";
  @state() private isReading = false;
  @state() private failure = "";

  /** Have the page read. A title that was typed stays. */
  async read(keep = false): Promise<void> {
    const url = this.piece.url.trim();
    if (this.isReading || !isWebAddress(url)) return;
    this.isReading = true;
    this.failure = "";
    try {
      const reading = await this.actions.readPage(url, keep);
      if (this.piece.url.trim() !== url) return; // another address was typed meanwhile
      if (reading.failure) {
        this.failure = reading.failure.detail;
        return;
      }
      const { id, publisher, published, sha256, retrieved_at } = reading;
      this.tell({
        page: { id, publisher, published, sha256, retrievedAt: retrieved_at ?? "" },
        ...(this.piece.title.trim() ? {} : { title: reading.title }),
        ...(reading.copy && { attachment: reading.copy }),
      });
      if (keep && !reading.copy) this.failure = msg("There was no room for a copy.");
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.failure = error.problem.detail;
    } finally {
      this.isReading = false;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!isWebAddress(this.piece.url.trim())) return nothing;
    const { page, attachment } = this.piece;
    return html`
      ${this.error ? html`<p class="error">${this.error}</p>` : nothing}
      <div class="row">
        <p role="status" class=${this.failure ? "error" : "hint"}>${this.told()}</p>
        ${this.isReading
          ? nothing
          : html`<button type="button" class="plain" @click=${() => void this.read()}>
                ${page ? msg("Read it again") : msg("Read the page")}
              </button>
              ${page && !attachment
                ? html`<button type="button" class="plain" @click=${() => void this.read(true)}>
                    ${msg("Keep a copy")}
                  </button>`
                : nothing}`}
      </div>
    `;
  }

  private told(): string {
    const { page } = this.piece;
    if (this.isReading) return msg("Reading the page …");
    if (this.failure) return msg(str`${this.failure} You can type the title yourself.`);
    if (!page) return "";
    const when = showTime(page.retrievedAt, this.zone);
    const said = [page.publisher, page.published && showDate(page.published, this.zone)].filter(Boolean);
    return [...said, msg(str`read ${when}, digest ${page.sha256.slice(0, 8)}…`)].join(" · ");
  }

  private tell(change: Partial<EvidenceDraft>): void {
    this.dispatchEvent(new CustomEvent("edit", { detail: change }));
  }

  static override readonly styles = [
    basics,
    buttons,
    fields,
    css`
      :host {
        margin-top: -0.35rem;
        font-size: 0.8125rem;
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 1rem;
        overflow-wrap: anywhere;
      }

      .row p:empty {
        display: none;
      }

      .error {
        margin-top: 0;
      }
    `,
  ];
}
