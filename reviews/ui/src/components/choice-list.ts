import { msg } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { basics, fields } from "../styles";

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** What choosing it says; shown for the one chosen, pointed at, or reached by keyboard. */
  readonly meaning?: string;
  readonly example?: string;
}

/** One of a few, in the order given, by number key, arrow or pointer. None is chosen unless somebody did. */
@customElement("choice-list")
export class ChoiceList extends LitElement {
  @property() legend = "";
  @property({ attribute: false }) choices: readonly Choice[] = [];
  @property() chosen = "";
  @property() error = "";
  @state() private pointedAt = "";

  override focus(): void {
    const radio = this.renderRoot.querySelector<HTMLInputElement>("input:checked") ?? this.renderRoot.querySelector("input");
    radio?.focus();
  }

  protected override render(): TemplateResult {
    const shown = this.choices.find(({ value }) => value === (this.pointedAt || this.chosen));
    const hasMeanings = this.choices.some(({ meaning }) => meaning);
    return html`
      <fieldset
        role="radiogroup"
        aria-required="true"
        aria-invalid=${this.error ? "true" : "false"}
        aria-describedby=${this.error ? "error" : nothing}
      >
        <legend>${this.legend}</legend>
        ${this.error ? html`<p class="error" id="error">${this.error}</p>` : nothing}
        <div class="choices" @pointerleave=${() => this.pointAt("")}>
          ${this.choices.map((choice, index) => this.row(choice, index + 1))}
        </div>
      </fieldset>
      ${hasMeanings
        ? html`<p class="meaning" aria-hidden="true">
            ${shown?.meaning
              ? html`${shown.meaning} ${shown.example ? html`<span class="soft">${shown.example}</span>` : nothing}`
              : html`<span class="soft">${msg("Point at a rating, or move to it, to read what it says.")}</span>`}
          </p>`
        : nothing}
    `;
  }

  private row({ value, label, meaning }: Choice, number: number): TemplateResult {
    return html`<div class="choice">
      <label class=${value === this.chosen ? "chosen" : ""} @pointerenter=${() => this.pointAt(value)}>
        <input
          type="radio"
          name="choice"
          value=${value}
          .checked=${value === this.chosen}
          aria-describedby=${meaning ? `meaning-${number}` : nothing}
          @change=${() => this.choose(value)}
          @focus=${() => this.pointAt(value)}
          @blur=${() => this.pointAt("")}
        />
        <span>${label}</span>
        ${number <= 9 ? html`<kbd aria-hidden="true">${number}</kbd>` : nothing}
      </label>
      ${meaning ? html`<span class="unseen" id="meaning-${number}">${meaning}</span>` : nothing}
    </div>`;
  }

  private pointAt(value: string): void {
    this.pointedAt = value;
  }

  private choose(value: string): void {
    this.pointedAt = "";
    this.dispatchEvent(new CustomEvent("choose", { detail: value }));
  }

  static override readonly styles = [
    basics,
    fields,
    css`
      fieldset[aria-invalid="true"] {
        padding-inline-start: 0.75rem;
      }

      .choices {
        margin-top: 0.25rem;
        border: 1px solid var(--edge);
        border-radius: 3px;
        background: var(--sheet);
      }

      .choice {
        position: relative;
      }

      .choice + .choice {
        border-top: 1px solid var(--line);
      }

      label {
        display: flex;
        align-items: center;
        gap: 0.6rem;
        min-height: 1.875rem;
        padding: 0.1rem 0.6rem;
        font-weight: 400;
        cursor: pointer;
      }

      label span {
        flex: 1;
      }

      label:hover {
        background: var(--marker-faint);
      }

      label.chosen {
        background: var(--marker-claim);
        box-shadow: inset 4px 0 0 var(--marker);
        font-weight: 600;
      }

      kbd {
        color: var(--ink-soft);
      }

      .chosen kbd {
        color: inherit;
      }

      .meaning {
        min-height: 2.95em;
        padding-top: 0.35rem;
        font-size: 0.8125rem;
        line-height: 1.3;
      }
    `,
  ];
}
