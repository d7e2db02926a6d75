import { msg, str } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { basics } from "../styles";

/** A file beside a piece of evidence: its name, how large it is, and a picture of it where it is one. */
@customElement("attached-file")
export class AttachedFileView extends LitElement {
  @property({ attribute: false }) file!: { readonly name: string; readonly media_type: string; readonly size: number };
  @property() href = "";

  protected override render(): TemplateResult {
    const { name, media_type, size } = this.file;
    return html`<a href=${this.href} download=${name}>
      ${media_type.startsWith("image/")
        ? html`<img src=${this.href} loading="lazy" alt=${msg("Preview")} />`
        : nothing}
      <span><bdi>${name}</bdi> <span class="soft">${KINDS[media_type]?.() ?? msg("file")}, ${inWords(size)}</span></span>
    </a>`;
  }

  static override readonly styles = [
    basics,
    css`
      a {
        display: inline-grid;
        gap: 0.25rem;
        max-width: 100%;
        font-size: 0.8125rem;
        overflow-wrap: anywhere;
      }

      img {
        max-width: min(16rem, 100%);
        max-height: 8rem;
        border: 1px solid var(--line);
        object-fit: contain;
        object-position: left;
      }
    `,
  ];
}

const KINDS: Readonly<Record<string, () => string>> = {
  "image/png": () => "PNG",
  "image/jpeg": () => "JPEG",
  "image/webp": () => "WebP",
  "image/gif": () => "GIF",
  "application/pdf": () => "PDF",
  "text/plain": () => msg("text"),
  "text/html": () => msg("copy of the page, as text"),
};

/** "640 bytes", "12 kB", "3.4 MB" */
function inWords(bytes: number): string {
  if (bytes < 1000) return msg(str`${bytes} bytes`);
  const [unit, value] = bytes < 1_000_000 ? ["kilobyte", bytes / 1000] : ["megabyte", bytes / 1_000_000];
  return new Intl.NumberFormat("en-GB", { style: "unit", unit, maximumFractionDigits: 1 }).format(value);
}
