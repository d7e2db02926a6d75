import { msg, str } from "@lit/localize";
import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Actions } from "../actions";
import type { Undo, Waiting } from "../store";
import { basics, buttons } from "../styles";
import { rulingOf } from "../words";

/** The verdict just given, for as long as it can be taken back. */
@customElement("undo-toast")
export class UndoToast extends LitElement {
  @property({ attribute: false }) undo!: Undo;
  @property({ attribute: false }) actions!: Actions;
  @property() waiting: Waiting = "";
  @state() private left = 0;
  private timer = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = window.setInterval(() => this.look(), 250);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearInterval(this.timer);
  }

  protected override willUpdate(): void {
    this.left = secondsUntil(this.undo.until);
  }

  protected override render(): TemplateResult {
    const { verdict } = this.undo;
    const ruling = rulingOf(verdict);
    return html`<section aria-label=${msg("Last verdict")}>
      <p><strong>${ruling}</strong> · <bdi>${verdict.label}</bdi></p>
      <button
        type="button"
        aria-keyshortcuts="u"
        aria-disabled=${this.waiting !== ""}
        @click=${() => void this.actions.undo()}
      >
        ${msg("Undo")} <kbd aria-hidden="true">u</kbd>
        <span class="left" aria-hidden="true">${msg(str`${this.left} s`)}</span>
      </button>
    </section>`;
  }

  private look(): void {
    this.left = secondsUntil(this.undo.until);
    if (this.left === 0 && this.waiting !== "undoing") this.actions.endUndo();
  }

  static override readonly styles = [
    basics,
    buttons,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 1rem;
        padding: 0.5rem 0.75rem;
        border-inline-start: 4px solid var(--marker);
        border-radius: 3px;
        background: var(--button);
        color: var(--button-ink);
        box-shadow: 0 4px 16px rgb(0 0 0 / 30%);
      }

      p {
        flex: 1 1 12rem;
        overflow-wrap: anywhere;
      }

      button {
        border-color: currentColor;
        color: inherit;
      }

      button:hover {
        border-color: currentColor;
        background: var(--ink-soft);
      }

      kbd {
        border-color: currentColor;
      }

      :focus-visible {
        outline-color: var(--marker);
      }

      .left {
        min-width: 2.5em;
        text-align: end;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];
}

function secondsUntil(time: number): number {
  return Math.max(0, Math.ceil((time - Date.now()) / 1000));
}
