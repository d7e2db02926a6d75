import { msg, str } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Drift, WordsChanged } from "../api/types";
import { basics } from "../styles";
import { WHAT_CHANGED } from "../words";

/** The old words of a claim beside the new ones. Who held the claim meanwhile says on which they rule. */
@customElement("words-changed")
export class WordsChangedNotice extends LitElement {
  @property({ attribute: false }) drift!: Drift | WordsChanged;
  /** Whether the words changed under the reviewer's eyes, so that there is something to choose. */
  @property({ type: Boolean }) asks = false;
  /** Null until the reviewer has said it; nothing says it for them. */
  @property({ attribute: false }) onOldWords: boolean | null = null;

  protected override render(): TemplateResult {
    const { old, new: now, is_gone: isGone, changed } = this.drift;
    return html`<section role=${this.asks ? "status" : nothing}>
      <p>
        <strong>${this.headline()}</strong>
        ${changed.length ? msg(str`Changed: ${changed.map((what) => WHAT_CHANGED[what]()).join(", ")}.`) : nothing}
      </p>
      <dl>
        <dt>${msg(str`Was, version ${old.version}`)}</dt>
        <dd dir="auto">${old.quote}</dd>
        <dt>${msg(str`Now, version ${now.version}`)}</dt>
        <dd dir="auto">${isGone ? msg("It stands there no more.") : now.quote}</dd>
      </dl>
      ${this.asks ? this.choice() : nothing}
    </section>`;
  }

  private headline(): string {
    if (this.asks) return msg("The article changed these words while you had them.");
    return this.drift.is_gone ? msg("The article dropped these words.") : msg("The article changed these words.");
  }

  private choice(): TemplateResult {
    const choices: readonly [boolean, string][] = [
      [false, msg("Rule on the new words")],
      [true, msg("Rule on the old words: what was said was said")],
    ];
    return html`<fieldset>
      <legend>${msg("Nothing you wrote is lost. Your verdict is about:")}</legend>
      ${choices.map(
        ([isOld, words]) =>
          html`<label>
            <input
              type="radio"
              name="words"
              .checked=${this.onOldWords === isOld}
              @change=${() => this.dispatchEvent(new CustomEvent("choose", { detail: isOld, bubbles: true, composed: true }))}
            />
            ${words}
          </label>`,
      )}
    </fieldset>`;
  }

  static override readonly styles = [
    basics,
    css`
      section {
        display: grid;
        gap: 0.5rem;
        padding: 0.5rem 0.75rem;
        border: 1px solid var(--edge);
        border-inline-start: 4px solid var(--danger);
        background: var(--danger-faint);
        font-size: 0.875rem;
      }

      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr));
        grid-auto-flow: row;
        gap: 0.25rem 1rem;
        overflow-wrap: anywhere;
      }

      dt {
        color: var(--ink-soft);
      }

      dd {
        margin: 0;
        font-family: var(--serif);
      }

      /* Side by side where there is room: both terms above both quotes. */
      @media (min-width: 40rem) {
        dl {
          grid-template-columns: 1fr 1fr;
          grid-template-rows: auto auto;
          grid-auto-flow: column;
        }
      }

      fieldset {
        display: grid;
        gap: 0.25rem;
        margin: 0;
        padding: 0;
        border: 0;
      }

      legend {
        padding: 0;
      }

      label {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        min-height: 1.5rem;
      }

      input {
        accent-color: var(--ink);
      }
    `,
  ];
}
