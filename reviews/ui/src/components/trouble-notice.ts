import { msg } from "@lit/localize";
import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { isPassing, type Problem } from "../problems";
import { basics, buttons } from "../styles";

/** Something went wrong that belongs to no field: what, and what to do. */
@customElement("trouble-notice")
export class TroubleNotice extends LitElement {
  @property({ attribute: false }) problem!: Problem;
  /** Where to sign in again. */
  @property() login = "";

  protected override render(): TemplateResult {
    const { problem } = this;
    return html`<div role="alert">
      <p><strong>${problem.title}</strong> ${problem.detail}</p>
      ${problem.status === 401
        ? html`<p>
            <a href=${this.login}>${msg("Sign in again")}</a>
            ${msg("What you wrote is kept in this tab.")}
          </p>`
        : html`<button type="button" @click=${() => this.dispatchEvent(new Event(isPassing(problem) ? "again" : "seen"))}>
            ${isPassing(problem) ? msg("Try again") : msg("Close this notice")}
          </button>`}
    </div>`;
  }

  static override readonly styles = [
    basics,
    buttons,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 1rem;
        padding: 0.5rem 1.25rem;
        border-bottom: 1px solid var(--danger);
        background: var(--danger-faint);
      }
    `,
  ];
}
