import { msg } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Actions } from "../actions";
import type { ReviewLine } from "../api/types";
import { basics, buttons, fields } from "../styles";

/** Between the last key and the question. */
const PAUSE_MILLISECONDS = 300;

/** Finds a review by its number or by words of its claim. Fires `find` with what was typed or chosen, as text. */
@customElement("review-finder")
export class ReviewFinder extends LitElement {
  @property({ attribute: false }) actions!: Actions;
  @property({ type: Number }) except = 0;
  @property() chosen = "";
  @property() error = "";
  @state() private found: readonly ReviewLine[] = [];
  @state() private hasLooked = false;
  private timer = 0;

  override focus(): void {
    this.renderRoot.querySelector("input")?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  protected override render(): TemplateResult {
    return html`
      <label for="other">${msg("The other review")} <span class="hint">${msg("its number, or words of its claim")}</span></label>
      <input
        id="other"
        dir="auto"
        autocomplete="off"
        maxlength="200"
        aria-required="true"
        .value=${this.chosen}
        aria-invalid=${this.error ? "true" : "false"}
        aria-describedby=${this.error ? "other-error" : nothing}
        @input=${(event: Event) => this.type((event.target as HTMLInputElement).value)}
      />
      ${this.error ? html`<p class="error" id="other-error">${this.error}</p>` : nothing}
      <div aria-live="polite">${this.answers()}</div>
    `;
  }

  private answers(): TemplateResult | typeof nothing {
    if (!this.found.length) {
      return this.hasLooked ? html`<p class="soft">${msg("No review found.")}</p>` : nothing;
    }
    return html`<ul>
      ${this.found.map(
        ({ id, label }) =>
          html`<li>
            <button type="button" class="plain" aria-pressed=${String(id) === this.chosen} @click=${() => this.choose(id)}>
              <span class="number">${id}</span> <bdi>${label}</bdi>
            </button>
          </li>`,
      )}
    </ul>`;
  }

  private type(words: string): void {
    this.dispatchEvent(new CustomEvent<string>("find", { detail: words }));
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.look(words), PAUSE_MILLISECONDS);
  }

  private choose(id: number): void {
    this.dispatchEvent(new CustomEvent<string>("find", { detail: String(id) }));
  }

  private async look(words: string): Promise<void> {
    const found = words.trim() ? await this.actions.findReviews(words.trim()) : [];
    this.found = found.filter(({ id }) => id !== this.except);
    this.hasLooked = words.trim() !== "";
  }

  static override readonly styles = [
    basics,
    buttons,
    fields,
    css`
      :host {
        display: block;
      }

      ul {
        display: grid;
        gap: 0.15rem;
        margin: 0.35rem 0 0;
        padding: 0;
        list-style: none;
      }

      ul button {
        display: flex;
        gap: 0.5rem;
        text-align: start;
        overflow-wrap: anywhere;
      }

      .number {
        flex: none;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];
}
