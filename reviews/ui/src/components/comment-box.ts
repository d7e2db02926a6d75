import { msg } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { newKey } from "../draft";
import { basics, buttons, fields } from "../styles";

export interface Written {
  readonly text: string;
  /** The same for every attempt to send these words. */
  readonly key: string;
}

/** Where a comment is written. It keeps its words until whoever sends them calls `clear`. */
@customElement("comment-box")
export class CommentBox extends LitElement {
  @property() label = "";
  @property() words = "";
  @property() act = "";
  @property({ type: Boolean }) cancellable = false;
  @state() private isEmpty = false;
  private key = newKey();

  override focus(): void {
    this.renderRoot.querySelector("textarea")?.focus();
  }

  clear(): void {
    this.words = "";
    this.key = newKey();
  }

  protected override render(): TemplateResult {
    return html`
      <label for="text">${this.label}</label>
      <textarea
        id="text"
        dir="auto"
        maxlength="10000"
        .value=${this.words}
        aria-invalid=${this.isEmpty ? "true" : "false"}
        aria-describedby=${this.isEmpty ? "empty" : nothing}
        @input=${this.type}
        @keydown=${this.onKey}
      ></textarea>
      ${this.isEmpty ? html`<p class="error" id="empty" role="alert">${msg("Write something.")}</p>` : nothing}
      <p class="buttons">
        <button type="button" @click=${this.send}>${this.act}</button>
        ${this.cancellable
          ? html`<button type="button" class="plain" @click=${() => this.dispatchEvent(new Event("cancel"))}>
              ${msg("Cancel")}
            </button>`
          : nothing}
      </p>
    `;
  }

  private type(event: Event): void {
    this.words = (event.target as HTMLTextAreaElement).value;
    this.key = newKey(); // other words are another comment
    this.isEmpty = false;
  }

  /** Ctrl Enter sends the comment; it must not send the verdict as well. */
  private onKey(event: KeyboardEvent): void {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    this.send();
  }

  private send(): void {
    this.isEmpty = !this.words.trim();
    if (this.isEmpty) {
      this.focus();
      return;
    }
    this.dispatchEvent(new CustomEvent<Written>("send", { detail: { text: this.words, key: this.key } }));
  }

  static override readonly styles = [
    basics,
    buttons,
    fields,
    css`
      :host {
        margin-top: 0.5rem;
      }

      textarea {
        min-height: 3.5rem;
        margin-top: 0.2rem;
      }

      .buttons {
        display: flex;
        gap: 0.75rem;
        margin-top: 0.4rem;
      }
    `,
  ];
}
