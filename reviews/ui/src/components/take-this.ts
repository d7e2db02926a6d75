import { msg } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Actions } from "../actions";
import { reviewNumberIn } from "../review-number";
import type { Waiting } from "../store";
import { basics, buttons, fields } from "../styles";

/** Take a named review: its number, or a link to it that a colleague has sent. */
@customElement("take-this")
export class TakeThis extends LitElement {
  @property({ attribute: false }) actions!: Actions;
  @property() waiting: Waiting = "";
  @state() private words = "";
  @state() private isWrong = false;

  protected override render(): TemplateResult {
    return html`<div class="row">
        <div>
          <label for="number">${msg("Take this one")}</label>
          <input
            id="number"
            autocomplete="off"
            placeholder=${msg("number or link")}
            .value=${this.words}
            aria-invalid=${this.isWrong ? "true" : "false"}
            aria-describedby=${this.isWrong ? "wrong" : nothing}
            @input=${(event: Event) => {
              this.words = (event.target as HTMLInputElement).value;
            }}
            @keydown=${(event: KeyboardEvent) => {
              if (event.key === "Enter") this.take();
            }}
          />
        </div>
        <button type="button" aria-disabled=${this.waiting !== ""} @click=${this.take}>${msg("Take it")}</button>
      </div>
      ${this.isWrong
        ? html`<p class="error" id="wrong" role="alert">${msg("Give the number of a review, or a link to it.")}</p>`
        : nothing}`;
  }

  private take(): void {
    const number = reviewNumberIn(this.words);
    this.isWrong = number === null;
    if (number !== null) void this.actions.take(number);
  }

  static override readonly styles = [
    basics,
    buttons,
    fields,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 0.5rem;
      }

      button {
        min-height: 2.25rem;
      }
    `,
  ];
}
