import { msg, str } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { emptyEvidence, type EvidenceDraft } from "../draft";
import { basics, buttons, fields } from "../styles";
import { EVIDENCE_KINDS, STANCES } from "../words";

/** What the verdict rests on, piece by piece. */
@customElement("evidence-list")
export class EvidenceList extends LitElement {
  @property({ attribute: false }) pieces: readonly EvidenceDraft[] = [];
  /** By place on the form: "evidence.0.url". */
  @property({ attribute: false }) errors: ReadonlyMap<string, string> = new Map();

  /** One more piece, with the cursor in it. */
  async add(): Promise<void> {
    this.tell([...this.pieces, emptyEvidence()]);
    await this.updateComplete;
    this.focusPlace(`evidence.${this.pieces.length - 1}.url`);
  }

  focusPlace(place: string): void {
    const [, number, name = "url"] = place.split(".");
    this.renderRoot.querySelector<HTMLElement>(`#${name}-${number}`)?.focus();
  }

  protected override render(): TemplateResult {
    return html`
      <fieldset>
        <legend>
          ${msg("Evidence")} <span class="hint">${msg("what the ruling rests on")}</span>
        </legend>
        ${this.pieces.map((piece, number) => this.row(piece, number))}
        <button type="button" @click=${() => void this.add()}>
          ${msg("Add evidence")} <kbd aria-hidden="true">e</kbd>
        </button>
      </fieldset>
    `;
  }

  private row(piece: EvidenceDraft, number: number): TemplateResult {
    const general = this.errors.get(`evidence.${number}`);
    return html`
      <fieldset class="piece">
        <legend class="unseen">${msg(str`Evidence ${number + 1}`)}</legend>
        ${general ? html`<p class="error">${general}</p>` : nothing}
        <div class="pair">
          ${this.choice(number, "kind", msg("Kind"), EVIDENCE_KINDS, piece.kind)}
          ${this.choice(number, "stance", msg("What it does"), { "": () => msg("Choose …"), ...STANCES }, piece.stance)}
        </div>
        <div class="pair">
          ${this.text(number, "url", msg("Address"), piece.url, "https://")}
          ${this.text(number, "title", msg("Title"), piece.title)}
        </div>
        ${this.text(number, "quote", msg("Quote, word for word"), piece.quote)}
        ${this.text(number, "note", msg("Note"), piece.note)}
        <div class="last">
          <label class="check">
            <input
              type="checkbox"
              id="confidential-${number}"
              .checked=${piece.confidential}
              @change=${(event: Event) =>
                this.change(number, { confidential: (event.target as HTMLInputElement).checked })}
            />
            ${msg("Confidential")}
            <span class="hint">${msg("only you, adjudicators and publishing editors see it")}</span>
          </label>
          <button type="button" class="plain" @click=${() => void this.drop(number)}>
            ${msg("Remove")}<span class="unseen"> ${msg(str`evidence ${number + 1}`)}</span>
          </button>
        </div>
      </fieldset>
    `;
  }

  private text(
    number: number,
    name: "url" | "title" | "quote" | "note",
    label: string,
    value: string,
    placeholder = "",
  ): TemplateResult {
    const error = this.errors.get(`evidence.${number}.${name}`);
    return html`<div>
      <label for="${name}-${number}">${label}</label>
      <input
        id="${name}-${number}"
        type=${name === "url" ? "url" : "text"}
        dir="auto"
        autocomplete="off"
        .value=${value}
        placeholder=${placeholder || nothing}
        aria-invalid=${error ? "true" : "false"}
        aria-describedby=${error ? `${name}-${number}-error` : nothing}
        @input=${(event: Event) => this.change(number, { [name]: (event.target as HTMLInputElement).value })}
      />
      ${error ? html`<p class="error" id="${name}-${number}-error">${error}</p>` : nothing}
    </div>`;
  }

  private choice(
    number: number,
    name: "kind" | "stance",
    label: string,
    words: Readonly<Record<string, () => string>>,
    value: string,
  ): TemplateResult {
    const error = this.errors.get(`evidence.${number}.${name}`);
    return html`<div>
      <label for="${name}-${number}">${label}</label>
      <select
        id="${name}-${number}"
        aria-invalid=${error ? "true" : "false"}
        aria-describedby=${error ? `${name}-${number}-error` : nothing}
        @change=${(event: Event) => this.change(number, { [name]: (event.target as HTMLSelectElement).value })}
      >
        ${Object.entries(words).map(
          ([key, word]) => html`<option value=${key} .selected=${key === value}>${word()}</option>`,
        )}
      </select>
      ${error ? html`<p class="error" id="${name}-${number}-error">${error}</p>` : nothing}
    </div>`;
  }

  private change(number: number, change: Partial<EvidenceDraft>): void {
    this.tell(this.pieces.map((piece, index) => (index === number ? { ...piece, ...change } : piece)));
  }

  private async drop(number: number): Promise<void> {
    this.tell(this.pieces.filter((_, index) => index !== number));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("fieldset > button")?.focus();
  }

  private tell(pieces: readonly EvidenceDraft[]): void {
    this.pieces = pieces;
    this.dispatchEvent(new CustomEvent("edit", { detail: pieces }));
  }

  static override readonly styles = [
    basics,
    buttons,
    fields,
    css`
      fieldset {
        display: grid;
        gap: 0.6rem;
        justify-items: start;
      }

      .piece {
        justify-items: stretch;
        width: 100%;
        padding: 0.6rem 0.75rem 0.4rem;
        border: 1px solid var(--line);
        border-radius: 3px;
        background: var(--paper);
      }

      legend {
        margin-bottom: 0.25rem;
      }

      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr));
        gap: 0.6rem;
      }

      .piece label {
        font-size: 0.8125rem;
      }

      .last {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.25rem 1rem;
      }

      .last button {
        margin-inline-start: auto;
      }

      .check {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.1rem 0.5rem;
      }
    `,
  ];
}
