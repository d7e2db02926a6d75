import { msg, str } from "@lit/localize";
import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Api } from "../api/client";
import type { Article } from "../api/types";
import { newKey } from "../draft";
import { Refusal } from "../problems";
import { basics, buttons, fields } from "../styles";
import "./article-progress";

/** One file on its way to the desk. */
interface Upload {
  readonly file: File;
  /** The same for every attempt: what had arrived after all is answered, not stored twice. */
  readonly key: string;
  /** 0 to 1. */
  readonly sent: number;
  readonly failure: string;
  readonly article: Article | null;
}

/** Sends files, one after the other, and shows what comes of each. A bad one keeps no other back. */
@customElement("article-uploads")
export class ArticleUploads extends LitElement {
  @property({ attribute: false }) files: readonly File[] = [];
  /** What is said beside the file; of several files it is nothing. */
  @property({ attribute: false }) words: Readonly<Record<string, string>> = {};
  @property({ attribute: false }) api!: Api;
  @property() admin = "";
  @state() private uploads: readonly Upload[] = [];
  private isSending = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.uploads = this.files.map((file) => ({ file, key: newKey(), sent: 0, failure: "", article: null }));
    void this.sendAll();
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector("h2")?.focus();
  }

  protected override render(): TemplateResult {
    const { length } = this.uploads;
    const arrived = this.uploads.filter(({ article }) => article).length;
    return html`<section aria-labelledby="title">
      <h2 id="title" tabindex="-1">${length === 1 ? msg("Your file") : msg(str`Your ${length} files`)}</h2>
      <p class="unseen" role="status">${msg(str`Arrived: ${arrived} of ${length}.`)}</p>
      <ul>
        ${this.uploads.map((upload) => html`<li>${this.line(upload)}</li>`)}
      </ul>
      <p>
        <button type="button" @click=${() => this.dispatchEvent(new Event("another"))}>${msg("Add another")}</button>
      </p>
    </section>`;
  }

  private line(upload: Upload): TemplateResult {
    const { file, sent, failure, article } = upload;
    if (article) {
      return html`<p class="soft small"><bdi>${file.name}</bdi></p>
        <article-progress listed .article=${article} .api=${this.api} admin=${this.admin}></article-progress>`;
    }
    const percent = Math.round(sent * 100);
    return html`<p><bdi>${file.name}</bdi> <span class="soft small">${sizeOf(file)}</span></p>
      ${failure
        ? html`<p class="error" role="alert">${failure}</p>
            <button type="button" @click=${() => void this.again(upload)}>
              ${msg("Try again")}<span class="unseen"> ${file.name}</span>
            </button>`
        : html`<progress max="100" .value=${percent} aria-label=${msg(str`Sending ${file.name}`)}></progress>`}`;
  }

  private async again({ key }: Upload): Promise<void> {
    this.change(key, { failure: "", sent: 0 });
    await this.sendAll();
  }

  private async sendAll(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    let next: Upload | undefined;
    while (this.isConnected && (next = this.uploads.find(({ article, failure }) => !article && !failure))) {
      await this.send(next);
    }
    this.isSending = false;
  }

  private async send({ file, key }: Upload): Promise<void> {
    try {
      const article = await this.api.uploadArticle(file, this.words, key, (sent) => this.change(key, { sent }));
      this.change(key, { article });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { title, detail } = error.problem;
      this.change(key, { failure: detail || title });
    }
  }

  private change(key: string, change: Partial<Upload>): void {
    this.uploads = this.uploads.map((upload) => (upload.key === key ? { ...upload, ...change } : upload));
  }

  static override readonly styles = [
    basics,
    buttons,
    fields,
    css`
      section {
        display: grid;
        gap: 1rem;
      }

      ul {
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        gap: 0.35rem;
        justify-items: start;
        padding: 0.75rem 0;
        border-top: 1px solid var(--line);
        overflow-wrap: anywhere;
      }

      progress {
        width: 100%;
        height: 0.5rem;
        accent-color: var(--ink);
      }
    `,
  ];
}

/** "12 kB": enough to know the file again. */
function sizeOf({ size }: File): string {
  return size < 1_000_000 ? `${Math.max(1, Math.round(size / 1000))} kB` : `${(size / 1_000_000).toFixed(1)} MB`;
}
