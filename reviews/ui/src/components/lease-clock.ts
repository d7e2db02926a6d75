import { msg } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { basics } from "../styles";
import { countdown, serverNow } from "../times";

const SOON_MILLISECONDS = 2 * 60_000;

/** How long the review is still the reviewer's. */
@customElement("lease-clock")
export class LeaseClock extends LitElement {
  /** An ISO time, on the server's clock. */
  @property() until = "";
  @state() private left = 0;
  private timer = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = window.setInterval(() => this.look(), 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearInterval(this.timer);
  }

  protected override willUpdate(): void {
    this.look();
  }

  protected override render(): TemplateResult {
    if (this.left <= 0) {
      return html`<p class="soon" role="status">
        ${msg("Your time is over. You can still submit while nobody else has taken the review.")}
      </p>`;
    }
    const isSoon = this.left <= SOON_MILLISECONDS;
    return html`<p class=${isSoon ? "soon" : "soft"}>
        ${msg("Yours for")} <span role="timer" aria-label=${msg("time left")}>${countdown(this.left)}</span>
      </p>
      <p class="unseen" role="status">
        ${isSoon ? msg("Less than two minutes left. Any key you press keeps the review yours.") : nothing}
      </p>`;
  }

  private look(): void {
    this.left = Date.parse(this.until) - serverNow();
  }

  static override readonly styles = [
    basics,
    css`
      p {
        font-size: 0.8125rem;
      }

      .soon {
        color: var(--danger);
        font-weight: 600;
      }

      [role="timer"] {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];
}
