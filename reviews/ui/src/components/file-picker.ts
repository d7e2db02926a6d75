import { msg, str } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Actions } from "../actions";
import type { AttachedFile } from "../draft";
import { Refusal } from "../problems";
import { basics, buttons, fields } from "../styles";
import "./attached-file";

/** Attach a file to a piece of evidence, or take it off again. It is uploaded at once, so that the verdict waits for nothing. */
@customElement("file-picker")
export class FilePicker extends LitElement {
  @property({ attribute: false }) file: AttachedFile | null = null;
  @property({ attribute: false }) actions!: Actions;
  @property() error = "";
  @state() private sending = "";
  @state() private failure = "";

  async take(file: File): Promise<void> {
    if (this.sending) return;
    this.sending = file.name || msg("the file");
    this.failure = "";
    try {
      this.tell(await this.actions.attachFile(file));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.failure = error.problem.detail;
    } finally {
      this.sending = "";
    }
  }

  protected override render(): TemplateResult {
    const error = this.failure || this.error;
    return html`
      <div role="status">
        ${this.sending ? html`<p class="hint">${msg(str`Uploading ${this.sending} …`)}</p>` : nothing}
        ${error ? html`<p class="error">${error}</p>` : nothing}
      </div>
      ${this.file ? this.attached(this.file) : this.sending ? nothing : this.picker()}
    `;
  }

  private attached(file: AttachedFile): TemplateResult {
    return html`<div class="row">
      <attached-file .file=${file} href="/api/v1/evidence/attachments/${file.id}/"></attached-file>
      <button type="button" id="attachment" class="plain" @click=${() => this.takeOff(file)}>
        ${msg("Take off")}<span class="unseen"> ${file.name}</span>
      </button>
    </div>`;
  }

  private picker(): TemplateResult {
    return html`<button type="button" id="attachment" class="plain" @click=${() => this.input?.click()}>
        ${msg("Attach a screenshot, PDF or text")}
      </button>
      <input
        type="file"
        hidden
        accept="image/png,image/jpeg,image/webp,image/gif,application/pdf,text/plain,.csv,.txt,.md,.json"
        @change=${() => {
          const [file] = this.input?.files ?? [];
          if (file) void this.take(file);
        }}
      />`;
  }

  private get input(): HTMLInputElement | null {
    return this.renderRoot.querySelector("input");
  }

  private takeOff(file: AttachedFile): void {
    void this.actions.dropFile(file.id);
    this.tell(null);
  }

  private tell(attachment: AttachedFile | null): void {
    this.dispatchEvent(new CustomEvent("edit", { detail: { attachment } }));
  }

  static override readonly styles = [
    basics,
    buttons,
    fields,
    css`
      :host {
        font-size: 0.8125rem;
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-end;
        gap: 0.25rem 1rem;
      }

      attached-file {
        min-width: 0;
      }
    `,
  ];
}
