import { msg, str } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Actions } from "../actions";
import type { EvidenceDraft } from "../draft";
import { basics, buttons, fields } from "../styles";
import { EVIDENCE_KINDS, STANCES } from "../words";
import type { EvidencePage } from "./evidence-page";
import type { FilePicker } from "./file-picker";
import "./evidence-page";
import "./file-picker";

type TextField = "url" | "title" | "quote" | "note" | "archive_url" | "seenAt";

/** One piece of evidence on the form. */
@customElement("evidence-piece")
export class EvidencePiece extends LitElement {
  @property({ attribute: false }) piece!: EvidenceDraft;
  @property({ type: Number }) number = 0;
  @property({ attribute: false }) errors: ReadonlyMap<string, string> = new Map();
  @property({ attribute: false }) actions!: Actions;
  @property() zone = "UTC";

  async focusField(name: string): Promise<void> {
    await this.updateComplete;
    const field = this.renderRoot.querySelector<HTMLElement>(`#${name}`) ?? this.renderRoot.querySelector("#url");
    const folded = field?.closest("details");
    if (folded) folded.open = true;
    (field as HTMLElement | null)?.focus();
  }

  async attach(file: File): Promise<void> {
    await this.updateComplete;
    await this.renderRoot.querySelector<FilePicker>("file-picker")?.take(file);
  }

  protected override render(): TemplateResult {
    const { piece } = this;
    const general = this.errorOf("");
    return html`
      <fieldset>
        <legend class="unseen">${msg(str`Evidence ${this.number + 1}`)}</legend>
        ${general ? html`<p class="error">${general}</p>` : nothing}
        <div class="pair">
          ${this.choice("kind", msg("Kind"), EVIDENCE_KINDS, piece.kind)}
          ${this.choice("stance", msg("What it does"), { "": () => msg("Choose …"), ...STANCES }, piece.stance)}
        </div>
        ${this.text("url", msg("Address"), "https://")}
        <evidence-page
          .piece=${piece}
          .actions=${this.actions}
          zone=${this.zone}
          error=${this.errorOf("fetch") ?? ""}
          @edit=${(event: CustomEvent<Partial<EvidenceDraft>>) => this.tell(event.detail)}
        ></evidence-page>
        ${this.text("title", msg("Title"))} ${this.text("quote", msg("Quote, word for word"))}
        ${this.text("note", piece.stance === "searched_nothing_found" ? msg("Where you searched, and for what") : msg("Note"))}
        <file-picker
          .file=${piece.attachment}
          .actions=${this.actions}
          error=${this.errorOf("attachment") ?? ""}
          @edit=${(event: CustomEvent<Partial<EvidenceDraft>>) => this.tell(event.detail)}
        ></file-picker>
        <details ?open=${Boolean(piece.archive_url || piece.seenAt)}>
          <summary>${msg("Archive and time")}</summary>
          <div class="pair">
            ${this.text("archive_url", msg("Archived copy"), "https://")}
            ${this.text("seenAt", msg("Seen at"), "", this.zone)}
          </div>
        </details>
        <div class="last">
          <label class="check">
            <input
              type="checkbox"
              id="confidential"
              .checked=${piece.confidential}
              @change=${(event: Event) => this.tell({ confidential: (event.target as HTMLInputElement).checked })}
            />
            ${msg("Confidential")}
            <span class="hint">${msg("only you, adjudicators and publishing editors see it")}</span>
          </label>
          <button type="button" class="plain" @click=${() => this.dispatchEvent(new Event("remove"))}>
            ${msg("Remove")}<span class="unseen"> ${msg(str`evidence ${this.number + 1}`)}</span>
          </button>
        </div>
      </fieldset>
    `;
  }

  private text(name: TextField, label: string, placeholder = "", hint = ""): TemplateResult {
    const error = this.errorOf(name === "seenAt" ? "retrieved_at" : name);
    const isAddress = name === "url" || name === "archive_url";
    return html`<div>
      <label for=${name}>${label}${hint ? html` <span class="hint">${hint}</span>` : nothing}</label>
      <input
        id=${name}
        type=${isAddress ? "url" : name === "seenAt" ? "datetime-local" : "text"}
        dir="auto"
        autocomplete="off"
        .value=${this.piece[name]}
        placeholder=${placeholder || nothing}
        aria-invalid=${error ? "true" : "false"}
        aria-describedby=${error ? `${name}-error` : nothing}
        @input=${(event: Event) => this.type(name, (event.target as HTMLInputElement).value)}
        @paste=${(event: ClipboardEvent) => this.onPaste(name, event)}
      />
      ${error ? html`<p class="error" id="${name}-error">${error}</p>` : nothing}
    </div>`;
  }

  private choice(
    name: "kind" | "stance",
    label: string,
    words: Readonly<Record<string, () => string>>,
    value: string,
  ): TemplateResult {
    const error = this.errorOf(name);
    return html`<div>
      <label for=${name}>${label}</label>
      <select
        id=${name}
        aria-invalid=${error ? "true" : "false"}
        aria-describedby=${error ? `${name}-error` : nothing}
        @change=${(event: Event) => this.tell({ [name]: (event.target as HTMLSelectElement).value })}
      >
        ${Object.entries(words).map(
          ([key, word]) => html`<option value=${key} .selected=${key === value}>${word()}</option>`,
        )}
      </select>
      ${error ? html`<p class="error" id="${name}-error">${error}</p>` : nothing}
    </div>`;
  }

  private type(name: TextField, value: string): void {
    // What was read belongs to the address that stood there.
    this.tell(name === "url" ? { url: value, page: null } : { [name]: value });
  }

  /** A pasted address is read at once; of a confidential one nobody asks without being told to. */
  private onPaste(name: TextField, event: ClipboardEvent): void {
    const isWholeField = name === "url" && !this.piece.url.trim();
    if (!isWholeField || this.piece.confidential || event.clipboardData?.files.length) return;
    setTimeout(() => void this.renderRoot.querySelector<EvidencePage>("evidence-page")?.read());
  }

  private errorOf(name: string): string | undefined {
    return this.errors.get(`evidence.${this.number}${name && "."}${name}`);
  }

  private tell(change: Partial<EvidenceDraft>): void {
    this.dispatchEvent(new CustomEvent("edit", { detail: change }));
  }

  static override readonly styles = [
    basics,
    buttons,
    fields,
    css`
      fieldset {
        display: grid;
        gap: 0.6rem;
        padding: 0.6rem 0.75rem 0.4rem;
        border: 1px solid var(--line);
        border-radius: 3px;
        background: var(--paper);
      }

      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr));
        gap: 0.6rem;
      }

      label,
      summary {
        font-size: 0.8125rem;
      }

      details > .pair {
        margin-top: 0.4rem;
      }

      summary {
        width: fit-content;
        cursor: pointer;
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
