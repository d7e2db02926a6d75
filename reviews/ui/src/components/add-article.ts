import { msg, str } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { Api } from "../api/client";
import type { Article, Me } from "../api/types";
import { askOpener, bookmarklet, webAddress, type SeenPage } from "../bookmark";
import { newKey } from "../draft";
import { Refusal, type Problem } from "../problems";
import { basics, buttons, fields } from "../styles";
import { GENRES } from "../words";
import "./article-progress";
import "./article-uploads";
import "./trouble-notice";

/** What of the article is sent. */
type Way = "page" | "selection" | "address" | "text" | "files";

/** What a worker of the desk can read. */
const READABLE = ".txt,.html,.htm,.docx,.pdf,.eml,.vtt,.srt";

/** Hand the desk an article: the page that a bookmark brought along, an address, pasted words, or files. */
@customElement("add-article")
export class AddArticle extends LitElement {
  @property() home = "/desk/";
  @property() admin = "";
  @property() login = "";
  @property() logout = "";
  @property({ attribute: "csrf-cookie" }) csrfCookie = "";
  @state() private me: Me | null = null;
  @state() private seen: SeenPage | null = null;
  @state() private way: Way = "address";
  @state() private url = "";
  @state() private headline = "";
  @state() private words = "";
  @state() private genre: Article["genre"] | "" = "";
  @state() private files: readonly File[] = [];
  @state() private uploading: readonly File[] = [];
  @state() private isSending = false;
  @state() private problem: Problem | null = null;
  @state() private article: Article | null = null;
  private api!: Api;
  private attemptKey = newKey();
  private readonly ending = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.api = new Api(this.csrfCookie);
    const given = new URLSearchParams(location.search);
    this.url = webAddress(given.get("url") ?? "")?.href ?? "";
    this.headline = (given.get("title") ?? "").slice(0, 1000);
    if (!this.url) this.way = "text";
    askOpener((page) => this.receive(page), this.ending.signal);
    void this.attempt(async () => {
      this.me = await this.api.me();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.ending.abort();
  }

  protected override render(): TemplateResult {
    return html`
      <header>
        <h1><a href=${this.home}>Factcheck</a> <span>${msg("Add an article")}</span></h1>
        ${this.me?.may_open_admin ? html`<a href=${this.admin}>${msg("Administration")}</a>` : nothing}
      </header>
      ${this.problem && !this.problem.errors.length
        ? html`<trouble-notice
            .problem=${this.problem}
            login="${this.login}?next=${encodeURIComponent(location.pathname + location.search)}"
            @again=${() => void this.send()}
            @seen=${() => {
              this.problem = null;
            }}
          ></trouble-notice>`
        : nothing}
      <main>${this.main()}</main>
    `;
  }

  private main(): TemplateResult | typeof nothing {
    const { me, article } = this;
    if (!me) return nothing;
    if (!me.scopes.includes("articles:write")) {
      return html`<p>${msg("Adding articles needs the role “editor”; an administrator can give it to you.")}</p>`;
    }
    if (article) {
      return html`<article-progress
        .article=${article}
        .api=${this.api}
        admin=${me.may_open_admin ? this.admin : ""}
        @paste=${() => this.startAgain("text")}
        @another=${() => {
          this.url = this.headline = this.words = this.genre = "";
          this.seen = null;
          this.startAgain("text");
        }}
      ></article-progress>`;
    }
    if (this.uploading.length) {
      return html`<article-uploads
        .files=${this.uploading}
        .words=${this.uploading.length === 1 ? this.beside() : this.kind()}
        .api=${this.api}
        admin=${me.may_open_admin ? this.admin : ""}
        @another=${() => {
          this.uploading = this.files = [];
          this.url = this.headline = this.genre = "";
          this.startAgain("files");
        }}
      ></article-uploads>`;
    }
    return this.form();
  }

  private form(): TemplateResult {
    const { way } = this;
    return html`
      <form @submit=${this.onSubmit} @dragover=${this.onDragOver} @drop=${this.onDrop} novalidate>
        <div>
          <label for="url">${msg("Address")}</label>
          <input id="url" type="url" inputmode="url" autocomplete="off" maxlength="2000" .value=${this.url}
            aria-describedby=${this.described("url")} aria-invalid=${this.errorOf("url") ? "true" : "false"}
            @input=${(event: Event) => {
              this.url = valueOf(event);
              this.noteChange();
            }} />
          ${this.error("url")}
        </div>
        <fieldset role="radiogroup" aria-labelledby="what">
          <legend id="what">${msg("What to send")}</legend>
          ${this.choices().map(
            ([value, name, hint]) =>
              html`<label>
                <input type="radio" name="way" .checked=${value === way}
                  @change=${() => {
                    this.way = value;
                    this.noteChange();
                  }} />
                <span>${name} <span class="hint">${hint}</span></span>
              </label>`,
          )}
        </fieldset>
        ${way === "text" ? this.pasting() : nothing} ${way === "files" ? this.choosing() : nothing}
        <div>
          <label for="genre">${msg("Genre")} <span class="hint">${msg("a transcript is read by turns")}</span></label>
          <select id="genre"
            @change=${(event: Event) => {
              this.genre = (event.target as HTMLSelectElement).value as Article["genre"] | "";
              this.noteChange();
            }}>
            <option value="" .selected=${!this.genre}>${msg("As the page says, or news")}</option>
            ${Object.entries(GENRES).map(
              ([genre, name]) => html`<option value=${genre} .selected=${this.genre === genre}>${name()}</option>`,
            )}
          </select>
        </div>
        ${way === "address" && this.problem
          ? html`<p>
              <button type="button" @click=${() => this.startAgain("text")}>${msg("Paste the text instead")}</button>
              <span class="hint">${msg("the address is kept")}</span>
            </p>`
          : nothing}
        <p class="buttons">
          <button type="submit" class="main" aria-disabled=${this.isSending ? "true" : "false"}>
            ${this.isSending ? msg("Sending …") : msg("Add the article")}
          </button>
        </p>
      </form>
      ${this.seen ? nothing : this.bookmark()}
    `;
  }

  private choices(): (readonly [Way, string, string])[] {
    const { seen } = this;
    const size = seen ? Math.max(1, Math.round(seen.html.length / 1000)).toLocaleString() : "";
    return [
      ...(seen
        ? ([["page", msg("The page as you saw it"), msg(str`${size} kB; menus and adverts are cut away`)]] as const)
        : []),
      ...(seen?.selection.trim()
        ? ([["selection", msg("The words that you marked"), shortened(seen.selection)]] as const)
        : []),
      ["address", msg("The address alone"), msg("the desk fetches it, where the site lets it")],
      ["text", msg("Pasted text"), msg("always works; the address is kept")],
      ["files", msg("Files"), msg("text, HTML, Word, PDF, mail, subtitles; one or many, 20 MB each")],
    ];
  }

  private pasting(): TemplateResult {
    return html`
      <div>
        <label for="title">${msg("Headline")} <span class="hint">${msg("if it does not stand in the text")}</span></label>
        <input id="title" maxlength="1000" dir="auto" autocomplete="off" .value=${this.headline}
          @input=${(event: Event) => {
            this.headline = valueOf(event);
            this.noteChange();
          }} />
      </div>
      <div>
        <label for="text">${msg("Text")}</label>
        <textarea id="text" rows="12" dir="auto" .value=${this.words}
          aria-describedby=${this.described("text")} aria-invalid=${this.errorOf("text") ? "true" : "false"}
          @input=${(event: Event) => {
            this.words = valueOf(event);
            this.noteChange();
          }}></textarea>
        ${this.error("text")}
      </div>
    `;
  }

  private choosing(): TemplateResult {
    const { files } = this;
    return html`<div>
      <label for="files">${msg("Files")} <span class="hint">${msg("or drop them here")}</span></label>
      <input id="files" type="file" multiple accept=${READABLE}
        aria-describedby=${this.described("file")} aria-invalid=${this.errorOf("file") ? "true" : "false"}
        @change=${(event: Event) => this.choose((event.target as HTMLInputElement).files)} />
      ${this.error("file")}
      ${files.length
        ? html`<ul class="soft small">
            ${files.map(({ name }) => html`<li><bdi>${name}</bdi></li>`)}
          </ul>`
        : nothing}
      ${files.length > 1 && this.url.trim()
        ? html`<p class="hint">${msg("The address is left out: it is one article's.")}</p>`
        : nothing}
    </div>`;
  }

  private choose(files: FileList | null): void {
    this.files = [...(files ?? [])];
    this.noteChange();
  }

  private onDragOver(event: DragEvent): void {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  }

  private onDrop(event: DragEvent): void {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    this.way = "files";
    this.choose(event.dataTransfer.files);
  }

  private bookmark(): TemplateResult {
    return html`<aside class="soft small">
      <h2>${msg("From the page that you are reading")}</h2>
      <p>
        ${msg("Drag this to the bookmarks bar:")}
        <a class="bookmark" href=${bookmarklet(location.origin + location.pathname)} @click=${(event: Event) => event.preventDefault()}
          >${msg("To Factcheck")}</a
        >
        ${msg("On any article it opens this window with the page as you see it, also where the site admits no robots.")}
      </p>
    </aside>`;
  }

  private receive(page: SeenPage): void {
    if (this.article || this.isSending) return;
    this.seen = page;
    this.url = page.url;
    this.headline = page.title;
    this.way = "page";
    this.noteChange();
  }

  private startAgain(way: Way): void {
    this.article = null;
    this.way = way;
    this.noteChange();
  }

  private onSubmit(event: Event): void {
    event.preventDefault();
    void this.send();
  }

  private async send(): Promise<void> {
    if (this.isSending || !this.me) return;
    if (this.way === "files") {
      await this.upload();
      return;
    }
    this.isSending = true;
    this.problem = null;
    await this.attempt(async () => {
      this.article = await this.api.postArticle(this.body(), this.attemptKey);
    });
    this.isSending = false;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  private async upload(): Promise<void> {
    if (this.files.length) {
      this.uploading = this.files;
      return;
    }
    const detail = msg("Choose a file.");
    this.problem = { status: 400, code: "required", title: detail, detail, errors: [{ field: "file", code: "required", detail }] };
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  /** What is known of the article beside its words. */
  private beside() {
    const [url, title] = [this.url.trim(), this.headline.trim()];
    return { ...(url && { url }), ...(title && { title }), ...this.kind() };
  }

  private kind() {
    return this.genre ? { genre: this.genre } : {};
  }

  /** Of a whole page the desk reads the headline itself: the window's title has the site's name in it. */
  private body() {
    const url = this.url.trim();
    const where = { ...(url && { url }), ...this.kind() };
    const titled = this.beside();
    switch (this.way) {
      case "page":
        return { ...where, html: this.seen?.html ?? "" };
      case "selection":
        return { ...titled, text: this.seen?.selection ?? "" };
      case "text":
        return { ...titled, text: this.words };
      case "address":
      case "files": // sent otherwise
        return where;
    }
  }

  /** Another article, or the same one sent otherwise: not a repeat of the last attempt. */
  private noteChange(): void {
    this.attemptKey = newKey();
    this.problem = null;
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.problem = error.problem;
    }
  }

  private errorOf(field: string): string {
    const named = field === "text" ? ["text", "html", "title"] : [field];
    return this.problem?.errors.find((error) => named.includes(error.field))?.detail ?? "";
  }

  private described(field: string): string | typeof nothing {
    return this.errorOf(field) ? `${field}-error` : nothing;
  }

  private error(field: string): TemplateResult | typeof nothing {
    const detail = this.errorOf(field);
    return detail ? html`<p class="error" id="${field}-error" role="alert">${detail}</p>` : nothing;
  }

  static override readonly styles = [
    basics,
    buttons,
    fields,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0.25rem 1.25rem;
        padding: 0.5rem 1.25rem;
        border-bottom: 1px solid var(--line);
        background: var(--sheet);
      }

      h1 a {
        margin-inline-end: 0.6rem;
        font: 700 1.25rem/1.2 var(--serif);
        text-decoration: none;
      }

      main {
        max-width: 46rem;
        margin: 0 auto;
        padding: 1.5rem 1.25rem 3rem;
      }

      form,
      aside {
        display: grid;
        gap: 1rem;
      }

      aside {
        gap: 0.3rem;
        margin-top: 2rem;
        padding-top: 1rem;
        border-top: 1px solid var(--line);
      }

      textarea {
        min-height: 14rem;
        max-height: 60vh;
      }

      .bookmark {
        display: inline-block;
        padding: 0.1rem 0.6rem;
        border: 1px solid var(--edge);
        border-radius: 3px;
        color: var(--ink);
        font-weight: 600;
        text-decoration: none;
        cursor: grab;
      }
    `,
  ];
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLTextAreaElement).value;
}

function shortened(words: string): string {
  const flat = words.trim().replace(/\s+/g, " ");
  return flat.length > 80 ? `“${flat.slice(0, 79)}…”` : `“${flat}”`;
}
