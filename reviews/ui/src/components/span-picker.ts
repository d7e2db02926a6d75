import { msg } from "@lit/localize";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Span } from "../text";
import { basics, fields } from "../styles";

/** The words of the article's part, to mark in: by mouse, or with the arrow keys and Shift. Fires `mark` with a `Span`. */
@customElement("span-picker")
export class SpanPicker extends LitElement {
  @property() words = "";
  /** Where the claim stands now; marking begins there. */
  @property({ attribute: false }) now!: Span;
  @property({ attribute: false }) chosen: Span | null = null;
  @property() error = "";

  override focus(): void {
    this.field?.focus();
  }

  protected override firstUpdated(): void {
    this.show(this.chosen ?? this.now);
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { field, chosen } = this;
    if (!field || !chosen || !changed.has("chosen")) return;
    // Marked in the article: shown here too, but not taken from under whoever is marking here.
    if (field.selectionStart !== chosen.start || field.selectionEnd !== chosen.end) this.show(chosen);
  }

  protected override render(): TemplateResult {
    const { chosen } = this;
    return html`
      <label for="span"
        >${msg("The right words")}
        <span class="hint">${msg("select them here or in the article; keys: arrows, with Shift to mark")}</span></label
      >
      <textarea
        id="span"
        readonly
        dir="auto"
        rows="6"
        .value=${this.words}
        aria-invalid=${this.error ? "true" : "false"}
        aria-describedby=${this.error ? "span-error span-chosen" : "span-chosen"}
        @select=${() => this.mark()}
        @keyup=${() => this.mark()}
      ></textarea>
      <p id="span-chosen" aria-live="polite" class="soft">
        ${chosen ? html`${msg("Marked")}: <q dir="auto">${this.words.slice(chosen.start, chosen.end)}</q>` : msg("Nothing marked yet.")}
      </p>
      ${this.error ? html`<p class="error" id="span-error">${this.error}</p>` : nothing}
    `;
  }

  private get field(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector("textarea");
  }

  private show({ start, end }: Span): void {
    this.field?.setSelectionRange(start, end);
  }

  private mark(): void {
    const { field } = this;
    if (!field || field.selectionStart === field.selectionEnd) return;
    const found = { start: field.selectionStart, end: field.selectionEnd };
    if (found.start === this.now.start && found.end === this.now.end && !this.chosen) return;
    this.dispatchEvent(new CustomEvent<Span>("mark", { detail: found }));
  }

  static override readonly styles = [
    basics,
    fields,
    css`
      :host {
        display: block;
      }

      textarea {
        font-family: var(--serif);
      }

      q {
        overflow-wrap: anywhere;
      }
    `,
  ];
}
