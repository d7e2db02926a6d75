import { msg } from "@lit/localize";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { Actions } from "../actions";
import { Api } from "../api/client";
import { commandOf, type Command } from "../keys";
import { hasSingleKeys } from "../preferences";
import type { Problem } from "../problems";
import { canReview, reviewInFocus, Store, type Dialog, type Page, type State } from "../store";
import { basics } from "../styles";
import { Talk } from "../talk";
import type { ReviewPage } from "./review-page";
import type { ReviewWork } from "./review-work";
import "./conflict-dialog";
import "./desk-header";
import "./notices-dialog";
import "./queue-standing";
import "./review-page";
import "./review-work";
import "./role-needed";
import "./shortcut-dialog";
import "./skip-dialog";
import "./trouble-notice";
import "./undo-toast";
import "./verdict-list";

const HEARTBEAT_MILLISECONDS = 60_000;
/** How often the page says that it is looked at; the server forgets it after twice that. */
const LOOK_MILLISECONDS = 30_000;
/** Reading a long article takes minutes without a key; somebody who went for lunch takes longer. */
const ACTIVE_MILLISECONDS = 5 * 60_000;
const ACTIVITY = ["keydown", "pointerdown", "pointermove", "scroll", "wheel"] as const;

/** The whole page. It holds the store, hears the keys, keeps the lease alive, and shows what there is to show. */
@customElement("review-desk")
export class ReviewDesk extends LitElement {
  @property() home = "/desk/";
  @property() admin = "";
  @property() login = "";
  @property() logout = "";
  @property({ attribute: "csrf-cookie" }) csrfCookie = "";
  @state() private shown!: State;
  private readonly store = new Store();
  private actions!: Actions;
  private talk!: Talk;
  private activeAt = Date.now();
  private readonly ending = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    const api = new Api(this.csrfCookie);
    this.actions = new Actions(api, this.store);
    this.talk = new Talk(api, this.store);
    this.shown = this.store.state;
    this.store.listen(() => {
      this.shown = this.store.state;
    });
    const { signal } = this.ending;
    window.addEventListener("keydown", (event) => this.onKey(event), { signal });
    window.addEventListener("popstate", () => this.goHere(), { signal });
    window.addEventListener("online", () => this.startAgain(), { signal });
    document.addEventListener("visibilitychange", () => void this.keepLease(), { signal });
    for (const activity of ACTIVITY) {
      window.addEventListener(activity, () => this.noteActivity(), { signal, capture: true, passive: true });
    }
    const timer = window.setInterval(() => void this.keepLease(), HEARTBEAT_MILLISECONDS);
    signal.addEventListener("abort", () => window.clearInterval(timer));
    const looking = window.setInterval(() => void this.keepLooking(), LOOK_MILLISECONDS);
    signal.addEventListener("abort", () => window.clearInterval(looking));
    this.goHere();
    if (new URLSearchParams(location.search).has("notices")) this.open("notices");
    void this.actions.start().then(() => this.talk.countUnread());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.ending.abort();
  }

  protected override updated(changed: PropertyValues): void {
    const before = changed.get("shown") as State | undefined;
    if (before && before.page !== this.shown.page) this.writeAddress();
    const focus = reviewInFocus(this.shown);
    if (before && focus !== reviewInFocus(before)) void Promise.all([this.talk.follow(), this.talk.look()]);
    document.title = `${this.pageTitle} · Factcheck`;
  }

  protected override render(): TemplateResult {
    const { me, queue, page, trouble, undo, waiting, news, dialog } = this.shown;
    return html`
      <desk-header
        .me=${me}
        .queue=${queue}
        page=${page}
        .others=${this.shown.others}
        unread=${this.shown.unread}
        .places=${{ home: this.home, admin: this.admin, logout: this.logout, csrfCookie: this.csrfCookie }}
        @go=${(event: CustomEvent<Page>) => this.actions.showPage(event.detail)}
        @shortcuts=${() => this.open("shortcuts")}
        @notices=${() => this.open("notices")}
        @conflicts=${() => this.open("conflicts")}
      ></desk-header>
      ${trouble ? this.notice(trouble, () => this.store.change({ type: "trouble over" })) : nothing}
      <main>${this.main()}</main>
      <div class="foot">
        ${undo
          ? html`<undo-toast .undo=${undo} .actions=${this.actions} waiting=${waiting}></undo-toast>`
          : nothing}
      </div>
      <p class="unseen" role="status">${news.text}${news.count % 2 ? "\u200b" : ""}</p>
      ${this.dialog(dialog)}
    `;
  }

  private main(): TemplateResult | typeof nothing {
    const { me, queue, page, work, waiting, verdicts, news } = this.shown;
    if (!me) return nothing;
    if (page === "review") {
      const { review, reviewRefusal, discussion } = this.shown;
      if (reviewRefusal) return this.notice(reviewRefusal, () => this.actions.showPage("queue"));
      if (!review) return nothing;
      return html`<review-page
        .me=${me}
        .review=${review}
        .discussion=${discussion}
        .history=${this.shown.history}
        .talk=${this.talk}
        .actions=${this.actions}
        .inHand=${work?.assignment.review ?? null}
        waiting=${waiting}
        home=${this.home}
        admin=${this.admin}
      ></review-page>`;
    }
    if (!canReview(me)) return html`<role-needed .me=${me} admin=${this.admin}></role-needed>`;
    if (page === "verdicts") {
      return html`<verdict-list .list=${verdicts} .actions=${this.actions} zone=${me.time_zone}></verdict-list>`;
    }
    if (work) {
      return html`<review-work
        .work=${work}
        .actions=${this.actions}
        .talk=${this.talk}
        .discussion=${this.shown.discussion}
        .history=${this.shown.history}
        waiting=${waiting}
        zone=${me.time_zone}
        @skip=${() => this.open("skip")}
      ></review-work>`;
    }
    return html`<queue-standing
      .queue=${queue}
      .actions=${this.actions}
      waiting=${waiting}
      news=${news.text}
    ></queue-standing>`;
  }

  private notice(problem: Problem, close: () => void): TemplateResult {
    return html`<trouble-notice
      .problem=${problem}
      login="${this.login}?next=${location.pathname}${location.hash}"
      @again=${() => this.startAgain()}
      @seen=${close}
    ></trouble-notice>`;
  }

  private dialog(dialog: Dialog): TemplateResult | typeof nothing {
    const close = () => this.open("");
    if (dialog === "shortcuts") return html`<shortcut-dialog @closed=${close}></shortcut-dialog>`;
    if (dialog === "notices") {
      return html`<notices-dialog
        .notices=${this.shown.notices}
        .talk=${this.talk}
        zone=${this.shown.me?.time_zone ?? "UTC"}
        @closed=${close}
      ></notices-dialog>`;
    }
    if (dialog === "conflicts") {
      const { conflicts, conflictRefusal } = this.shown;
      return html`<conflict-dialog
        .actions=${this.actions}
        .conflicts=${conflicts?.declared ?? null}
        .publishers=${conflicts?.publishers ?? []}
        .refusal=${conflictRefusal}
        @closed=${close}
      ></conflict-dialog>`;
    }
    if (dialog === "skip") {
      return html`<skip-dialog
        means=${this.shown.work?.assignment.skip_means ?? "for_others"}
        @closed=${close}
        @skip=${(event: CustomEvent<string>) => {
          close();
          void this.actions.skip(event.detail);
        }}
      ></skip-dialog>`;
    }
    return nothing;
  }

  private onKey(event: KeyboardEvent): void {
    if (this.shown.dialog) return;
    const at = event.composedPath()[0];
    if (event.key === "Escape" && isTyping(at)) {
      at.blur();
      return;
    }
    const command = commandOf(event, isTyping(at), hasSingleKeys());
    if (command && this.obey(command)) event.preventDefault();
  }

  private obey(command: Command): boolean {
    const { me, work, undo, page } = this.shown;
    if (command === "shortcuts") {
      this.open("shortcuts");
      return true;
    }
    if (command === "notices" && me) {
      this.open("notices");
      return true;
    }
    if (command === "comment" && page === "review") {
      return this.renderRoot.querySelector<ReviewPage>("review-page")?.write() ?? false;
    }
    if (command === "history" && page === "review") {
      this.renderRoot.querySelector<ReviewPage>("review-page")?.showHistory();
      return true;
    }
    if (!canReview(me)) return false;
    switch (command) {
      case "next":
        void this.actions.takeNext();
        return true;
      case "verdicts":
        this.actions.showPage("verdicts");
        return true;
      case "undo":
        if (undo) void this.actions.undo();
        return undo !== null;
    }
    if (!work || page !== "queue") return false;
    switch (command) {
      case "submit":
        void this.actions.submit();
        return true;
      case "skip":
        this.open("skip");
        return true;
      case "release":
        void this.actions.release();
        return true;
      default:
        return this.renderRoot.querySelector<ReviewWork>("review-work")?.obey(command) ?? false;
    }
  }

  private open(dialog: Dialog): void {
    this.store.change({ type: "dialog opened", dialog });
  }

  private noteActivity(): void {
    const wasAway = Date.now() - this.activeAt > ACTIVE_MILLISECONDS;
    this.activeAt = Date.now();
    // Back from lunch: say at once whether the review is still theirs.
    if (wasAway) void this.keepLease();
  }

  private async keepLease(): Promise<void> {
    const isHere = document.visibilityState === "visible" && Date.now() - this.activeAt <= ACTIVE_MILLISECONDS;
    if (isHere) await this.actions.heartbeat();
  }

  private async keepLooking(): Promise<void> {
    if (document.visibilityState !== "visible" || !this.shown.me) return;
    await Promise.all([this.talk.countUnread(), this.talk.follow(), this.talk.look()]);
  }

  /** The page that the address names. */
  private goHere(): void {
    this.actions.showPage(this.pageHere());
    if (this.reviewHere !== this.shown.review?.id) this.readReviewHere();
  }

  private startAgain(): void {
    void this.actions.start();
    if (this.shown.reviewRefusal) this.readReviewHere();
  }

  private readReviewHere(): void {
    if (this.reviewHere !== null) void this.talk.showReview(this.reviewHere);
  }

  private get reviewHere(): number | null {
    const rest = location.pathname.startsWith(this.home) ? location.pathname.slice(this.home.length) : "";
    const found = /^reviews\/(\d+)\/?$/.exec(rest);
    return found ? Number(found[1]) : null;
  }

  private pageHere(): Page {
    if (this.reviewHere !== null) return "review";
    return location.pathname.startsWith(`${this.home}verdicts`) ? "verdicts" : "queue";
  }

  private writeAddress(): void {
    if (this.pageHere() === this.shown.page) return;
    history.pushState(null, "", this.shown.page === "verdicts" ? `${this.home}verdicts/` : this.home);
  }

  private get pageTitle(): string {
    const { page, work } = this.shown;
    if (page === "verdicts") return msg("My verdicts");
    if (page === "review") return this.shown.review?.label || msg("Review");
    return work ? work.assignment.claim.label || msg("Review") : msg("Review desk");
  }

  static override readonly styles = [
    basics,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 100dvh;
      }

      main {
        flex: 1;
        min-height: 0;
      }

      .foot {
        position: fixed;
        inset-inline-start: 1rem;
        bottom: 1rem;
        width: min(34rem, calc(100vw - 2rem));
        z-index: 1;
      }

      @media (min-width: 64rem) and (min-height: 30rem) {
        :host {
          height: 100dvh;
        }

        main {
          overflow-y: auto;
        }
      }
    `,
  ];
}

function isTyping(target: EventTarget | undefined): target is HTMLElement {
  if (target instanceof HTMLInputElement) return !["radio", "checkbox", "button"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
