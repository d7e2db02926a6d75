import { msg } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Actions } from "../actions";
import type { Conflict, Publisher } from "../api/types";
import type { Problem } from "../problems";
import { basics, buttons, fields } from "../styles";
import { dialogs } from "./dialog-styles";

/** What one must not rule on because of an interest in it: declared here, ended here. */
@customElement("conflict-dialog")
export class ConflictDialog extends LitElement {
  @property({ attribute: false }) actions!: Actions;
  /** null: they are being read. */
  @property({ attribute: false }) conflicts: readonly Conflict[] | null = null;
  @property({ attribute: false }) publishers: readonly Publisher[] = [];
  @property({ attribute: false }) refusal: Problem | null = null;
  @state() private publisher = "";
  @state() private claimant = "";
  @state() private reason = "";

  protected override firstUpdated(): void {
    this.renderRoot.querySelector("dialog")?.showModal();
    void this.actions.readConflicts();
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new Event("closed"))}>
      <h2 id="title">${msg("Conflicts of interest")}</h2>
      <p class="soft">
        ${msg("Reviews of these publishers' articles and these claimants' claims do not come to you. Editors read why.")}
      </p>
      ${this.list()}
      <div>
        <label for="publisher">${msg("Publisher")}</label>
        <select
          id="publisher"
          @change=${(event: Event) => {
            this.publisher = (event.target as HTMLSelectElement).value;
          }}
        >
          <option value="" .selected=${this.publisher === ""}>${msg("none: a claimant")}</option>
          ${this.publishers.map(
            ({ slug, name }) => html`<option value=${slug} .selected=${slug === this.publisher}>${name}</option>`,
          )}
        </select>
      </div>
      ${this.publisher
        ? nothing
        : this.field("claimant", msg("Claimant, as the desk names them"), this.claimant, (text) => {
            this.claimant = text;
          })}
      ${this.field("reason", msg("What is the interest?"), this.reason, (text) => {
        this.reason = text;
      })}
      ${this.refusal && !this.refusal.errors.length
        ? html`<p class="error" role="alert">${this.refusal.detail}</p>`
        : nothing}
      <p class="buttons">
        <button type="button" class="main" @click=${() => void this.declare()}>${msg("Declare")}</button>
        <button type="button" @click=${() => this.renderRoot.querySelector("dialog")?.close()}>${msg("Close")}</button>
      </p>
    </dialog>`;
  }

  private list(): TemplateResult | typeof nothing {
    if (!this.conflicts) return html`<p class="soft" role="status">${msg("Reading …")}</p>`;
    if (!this.conflicts.length) return html`<p>${msg("You have declared none.")}</p>`;
    return html`<ul>
      ${this.conflicts.map(
        (conflict) =>
          html`<li>
            <span><bdi>${conflict.publisher_name ?? conflict.claimant}</bdi><span class="soft"> · <bdi>${conflict.reason}</bdi></span></span>
            <button
              type="button"
              aria-label="${msg("End")}: ${conflict.publisher_name ?? conflict.claimant}"
              @click=${() => void this.actions.endConflict(conflict.id)}
            >
              ${msg("End")}
            </button>
          </li>`,
      )}
    </ul>`;
  }

  private field(id: string, label: string, value: string, write: (text: string) => void): TemplateResult {
    const error = this.errorOf(id);
    return html`<div>
      <label for=${id}>${label}</label>
      <input
        id=${id}
        aria-invalid=${error ? "true" : "false"}
        aria-describedby=${error ? `${id}-error` : nothing}
        maxlength="200"
        dir="auto"
        autocomplete="off"
        .value=${value}
        @input=${(event: Event) => write((event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === "Enter") void this.declare();
        }}
      />
      ${error ? html`<p class="error" id="${id}-error" role="alert">${error}</p>` : nothing}
    </div>`;
  }

  private errorOf(field: string): string {
    const error = this.refusal?.errors.find((found) => found.field === field);
    if (!error || !["blank", "required"].includes(error.code)) return error?.detail ?? "";
    return field === "reason" ? msg("Say what the interest is.") : msg("Name a publisher, or a claimant.");
  }

  private async declare(): Promise<void> {
    const about = this.publisher ? { publisher: this.publisher } : { claimant: this.claimant.trim() };
    if (await this.actions.declareConflict({ ...about, reason: this.reason.trim() })) {
      this.publisher = this.claimant = this.reason = "";
      return;
    }
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  static override readonly styles = [
    basics,
    buttons,
    fields,
    dialogs,
    css`
      ul {
        display: grid;
        gap: 0.25rem;
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: 0.75rem;
        padding: 0.25rem 0;
        border-bottom: 1px solid var(--line);
      }
    `,
  ];
}
