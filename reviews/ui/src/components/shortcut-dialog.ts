import { msg } from "@lit/localize";
import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { SHORTCUTS } from "../keys";
import { chooseSingleKeys, hasSingleKeys } from "../preferences";
import { basics, buttons, fields } from "../styles";
import { dialogs } from "./dialog-styles";

/** All keys of the desk, and the switch for those without Ctrl. */
@customElement("shortcut-dialog")
export class ShortcutDialog extends LitElement {
  @state() private singleKeys = hasSingleKeys();

  protected override firstUpdated(): void {
    this.renderRoot.querySelector("dialog")?.showModal();
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new Event("closed"))}>
      <h2 id="title">${msg("Keys")}</h2>
      <dl>
        ${SHORTCUTS.map(
          ({ keys, does }) =>
            html`<dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt>
              <dd>${does()}</dd>`,
        )}
      </dl>
      <label>
        <input type="checkbox" .checked=${this.singleKeys} @change=${this.switch} />
        ${msg("Single keys are on")}
        <span class="hint">${msg("switch them off where speech input or a habit triggers them")}</span>
      </label>
      <p class="buttons">
        <button type="button" class="main" @click=${() => this.renderRoot.querySelector("dialog")?.close()}>
          ${msg("Close")}
        </button>
      </p>
    </dialog>`;
  }

  private switch(event: Event): void {
    this.singleKeys = (event.target as HTMLInputElement).checked;
    chooseSingleKeys(this.singleKeys);
  }

  static override readonly styles = [
    basics,
    buttons,
    fields,
    dialogs,
    css`
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 0.3rem 1rem;
      }

      label {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.1rem 0.5rem;
        padding-top: 0.75rem;
        border-top: 1px solid var(--line);
      }
    `,
  ];
}
