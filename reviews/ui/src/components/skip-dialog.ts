import { msg } from "@lit/localize";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { SkipMeans } from "../api/types";
import { basics, buttons, fields } from "../styles";
import { dialogs } from "./dialog-styles";

const MEANINGS: Readonly<Record<SkipMeans, () => string>> = {
  for_others: () => msg("It goes back to the queue and does not come to you again in this round."),
  not_for_me: () => msg("It goes back to the queue and never comes to you again, in whatever round."),
  for_nobody: () =>
    msg("Nobody gets it until an editor has looked. Everybody reads your reason: keep what you think of the claim out of it."),
};

/** Why a review is skipped. The desk reads it, so nothing is skipped in silence. */
@customElement("skip-dialog")
export class SkipDialog extends LitElement {
  /** Who gets it then: the desk's policy. */
  @property() means: SkipMeans = "for_others";
  @state() private reason = "";
  @state() private words = "";
  @state() private isMissing = false;

  protected override firstUpdated(): void {
    this.renderRoot.querySelector("dialog")?.showModal();
  }

  protected override render(): TemplateResult {
    const reasons = [
      msg("I have an interest in this, or know those involved"),
      msg("Outside what I know"),
      msg("A language I do not read"),
      msg("No time for it now"),
    ];
    return html`<dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new Event("closed"))}>
      <h2 id="title">${msg("Skip this review")}</h2>
      <p class="soft">${MEANINGS[this.means]()}</p>
      <fieldset role="radiogroup" aria-labelledby="why">
        <legend id="why">${msg("Why?")}</legend>
        ${reasons.map(
          (reason) =>
            html`<label>
              <input
                type="radio"
                name="reason"
                .checked=${reason === this.reason}
                @change=${() => {
                  this.reason = reason;
                }}
              />
              ${reason}
            </label>`,
        )}
      </fieldset>
      <div>
        <label for="words">${msg("In your words")}</label>
        <input
          id="words"
          maxlength="300"
          dir="auto"
          autocomplete="off"
          .value=${this.words}
          aria-invalid=${this.isMissing ? "true" : "false"}
          aria-describedby=${this.isMissing ? "missing" : nothing}
          @input=${(event: Event) => {
            this.words = (event.target as HTMLInputElement).value;
          }}
          @keydown=${(event: KeyboardEvent) => {
            if (event.key === "Enter") this.skip();
          }}
        />
        ${this.isMissing
          ? html`<p class="error" id="missing" role="alert">${msg("Choose a reason or write one.")}</p>`
          : nothing}
      </div>
      <p class="buttons">
        <button type="button" class="main" @click=${this.skip}>${msg("Skip")}</button>
        <button type="button" @click=${() => this.renderRoot.querySelector("dialog")?.close()}>${msg("Keep it")}</button>
      </p>
    </dialog>`;
  }

  private skip(): void {
    const reason = [this.reason, this.words.trim()].filter(Boolean).join(": ");
    this.isMissing = !reason;
    if (this.isMissing) {
      this.renderRoot.querySelector<HTMLElement>("#words")?.focus();
      return;
    }
    this.dispatchEvent(new CustomEvent("skip", { detail: reason }));
  }

  static override readonly styles = [
    basics,
    buttons,
    fields,
    dialogs,
  ];
}
