import { msg } from "@lit/localize";
import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Actions } from "../actions";
import { emptyEvidence, type EvidenceDraft } from "../draft";
import { basics, buttons, fields } from "../styles";
import type { EvidencePiece } from "./evidence-piece";
import "./evidence-piece";

/** What the verdict rests on, piece by piece. A file that is pasted or dropped becomes one. */
@customElement("evidence-list")
export class EvidenceList extends LitElement {
  @property({ attribute: false }) pieces: readonly EvidenceDraft[] = [];
  /** By place on the form: "evidence.0.url". */
  @property({ attribute: false }) errors: ReadonlyMap<string, string> = new Map();
  @property({ attribute: false }) actions!: Actions;
  @property() zone = "UTC";

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("paste", this.onPaste);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("paste", this.onPaste);
  }

  /** One more piece, with the cursor in it. */
  async add(start: Partial<EvidenceDraft> = {}): Promise<EvidencePiece | undefined> {
    this.tell([...this.pieces, { ...emptyEvidence(), ...start }]);
    await this.updateComplete;
    const added = this.rows.at(-1);
    await added?.updateComplete;
    added?.focusField("url");
    return added;
  }

  focusPlace(place: string): void {
    const [, number, name = "url"] = place.split(".");
    void this.rows[Number(number)]?.focusField(name);
  }

  protected override render(): TemplateResult {
    return html`
      <fieldset @dragover=${this.onDragOver} @drop=${this.onDrop}>
        <legend>
          ${msg("Evidence")} <span class="hint">${msg("what the ruling rests on")}</span>
        </legend>
        ${repeat(
          this.pieces,
          (piece) => piece.key,
          (piece, number) => html`<evidence-piece
            .piece=${piece}
            number=${number}
            .errors=${this.errors}
            .actions=${this.actions}
            zone=${this.zone}
            @edit=${(event: CustomEvent<Partial<EvidenceDraft>>) => this.change(piece.key, event.detail)}
            @remove=${() => void this.drop(piece)}
          ></evidence-piece>`,
        )}
        <div class="more">
          <button type="button" @click=${() => void this.add()}>
            ${msg("Add evidence")} <kbd aria-hidden="true">e</kbd>
          </button>
          <span class="hint">${msg("or paste a screenshot, or drop a file here")}</span>
        </div>
      </fieldset>
    `;
  }

  private get rows(): EvidencePiece[] {
    return [...this.renderRoot.querySelectorAll<EvidencePiece>("evidence-piece")];
  }

  private readonly onPaste = (event: ClipboardEvent): void => {
    const [file] = event.clipboardData?.files ?? [];
    if (!file || event.defaultPrevented) return;
    event.preventDefault();
    void this.take(file, this.rows.find((row) => row.matches(":focus-within")));
  };

  private onDragOver(event: DragEvent): void {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  }

  private onDrop(event: DragEvent): void {
    const [file] = event.dataTransfer?.files ?? [];
    if (!file) return;
    event.preventDefault();
    const under = event.composedPath();
    void this.take(
      file,
      this.rows.find((row) => under.includes(row)),
    );
  }

  /** Into the piece that is worked on, unless that has a file; else a piece of its own. */
  private async take(file: File, row: EvidencePiece | undefined): Promise<void> {
    const kind = file.type.startsWith("image/") ? "media" : "document";
    const target = row && !row.piece.attachment ? row : await this.add({ kind });
    await target?.attach(file);
  }

  private change(key: string, change: Partial<EvidenceDraft>): void {
    this.tell(this.pieces.map((piece) => (piece.key === key ? { ...piece, ...change } : piece)));
  }

  private async drop({ key, attachment }: EvidenceDraft): Promise<void> {
    if (attachment) void this.actions.dropFile(attachment.id);
    this.tell(this.pieces.filter((piece) => piece.key !== key));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".more button")?.focus();
  }

  private tell(pieces: readonly EvidenceDraft[]): void {
    this.pieces = pieces;
    this.dispatchEvent(new CustomEvent("edit", { detail: pieces }));
  }

  static override readonly styles = [
    basics,
    buttons,
    fields,
    css`
      fieldset {
        display: grid;
        gap: 0.6rem;
      }

      legend {
        margin-bottom: 0.25rem;
      }

      .more {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 0.75rem;
      }
    `,
  ];
}
