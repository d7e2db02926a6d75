/** The REST API with the types of its own document. Every answer that was not asked for is a `Refusal`. */

import createClient, { type Middleware } from "openapi-fetch";
import { problemOf, Refusal, unreachable } from "../problems";
import { learnClock } from "../times";
import { sendForm } from "./upload";
import type { paths } from "./schema";
import type {
  Article,
  ArticleInput,
  Assignment,
  Comment,
  Conflict,
  ConflictInput,
  EvidenceFile,
  HistoryEvent,
  Lease,
  MailPreference,
  MailWhen,
  Me,
  NextAssignment,
  Notice,
  PageReading,
  Person,
  Queue,
  Review,
  ReviewLine,
  Publisher,
  SavedDraft,
  StayIn,
  Verdict,
  VerdictInput,
} from "./types";

/** Longer than any answer takes; a connection that died without a word is given up then. */
const PATIENCE_MILLISECONDS = 30_000;
/** The largest file over a slow line. */
const UPLOAD_MILLISECONDS = 180_000;

/** The token of the cookie of that name, read each time: signing in again, in another tab, changes it. */
export function csrfToken(cookieName: string): string {
  const pair = document.cookie.split("; ").find((cookie) => cookie.startsWith(`${cookieName}=`));
  return pair ? decodeURIComponent(pair.slice(cookieName.length + 1)) : "";
}

export class Api {
  private readonly client;

  constructor(private readonly csrfCookieName: string) {
    this.client = createClient<paths>({
      baseUrl: location.origin,
      headers: { Accept: "application/json" },
      fetch: (request: Request) => fetch(request, { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) }),
    });
    const sameSession: Middleware = {
      onRequest: ({ request }) => {
        if (request.method !== "GET") request.headers.set("X-CSRFToken", csrfToken(csrfCookieName));
      },
      onResponse: ({ response }) => learnClock(response.headers.get("Date")),
    };
    this.client.use(sameSession);
  }

  me(): Promise<Me> {
    return needed(this.client.GET("/api/v1/me/"));
  }

  postArticle(article: ArticleInput, idempotencyKey: string): Promise<Article> {
    return needed(
      this.client.POST("/api/v1/articles/", {
        params: { header: { "Idempotency-Key": idempotencyKey } },
        body: article,
      }),
    );
  }

  /** `onProgress` hears the share that was sent. */
  uploadArticle(
    file: File,
    words: Readonly<Record<string, string>>,
    idempotencyKey: string,
    onProgress: (share: number) => void,
  ): Promise<Article> {
    const form = new FormData();
    for (const [name, value] of Object.entries(words)) form.set(name, value);
    form.set("file", file);
    const headers = {
      Accept: "application/json",
      "Idempotency-Key": idempotencyKey,
      "X-CSRFToken": csrfToken(this.csrfCookieName),
    };
    return sendForm<Article>(`${location.origin}/api/v1/articles/`, form, headers, onProgress);
  }

  article(id: number): Promise<Article> {
    return needed(this.client.GET("/api/v1/articles/{id}/", named(id)));
  }

  queue(): Promise<Queue> {
    return needed(this.client.GET("/api/v1/queue/"));
  }

  held(): Promise<Assignment[]> {
    return needed(this.client.GET("/api/v1/queue/mine/"));
  }

  /** null: there is nothing to do. The one after it comes along, unless the reviewer wants to stay somewhere. */
  async takeNext(stayIn: StayIn | ""): Promise<NextAssignment | null> {
    const body = stayIn ? { stay_in: stayIn } : { with_following: true };
    return (await answered(this.client.POST("/api/v1/queue/next/", { body }))) ?? null;
  }

  draft(id: number): Promise<SavedDraft> {
    return needed(this.client.GET("/api/v1/assignments/{id}/draft/", named(id)));
  }

  saveDraft(id: number, content: Record<string, unknown>): Promise<SavedDraft> {
    return needed(this.client.PUT("/api/v1/assignments/{id}/draft/", { ...named(id), body: { content } }));
  }

  async conflicts(): Promise<Conflict[]> {
    const page = await needed(this.client.GET("/api/v1/me/conflicts/", { params: { query: { limit: 200 } } }));
    return page.results;
  }

  declareConflict(conflict: ConflictInput): Promise<Conflict> {
    return needed(this.client.POST("/api/v1/me/conflicts/", { body: conflict }));
  }

  async endConflict(id: number): Promise<void> {
    await answered(this.client.POST("/api/v1/me/conflicts/{id}/end/", named(id)));
  }

  async publishers(): Promise<Publisher[]> {
    const page = await needed(this.client.GET("/api/v1/publishers/", { params: { query: { limit: 200 } } }));
    return page.results;
  }

  take(review: number): Promise<Assignment> {
    return needed(this.client.POST("/api/v1/reviews/{id}/lease/", named(review)));
  }

  /** Those whose claim has the words. */
  async findReviews(words: string): Promise<ReviewLine[]> {
    const page = await needed(this.client.GET("/api/v1/reviews/", { params: { query: { q: words } } }));
    return page.results;
  }

  assignment(id: number): Promise<Assignment> {
    return needed(this.client.GET("/api/v1/assignments/{id}/", named(id)));
  }

  heartbeat(id: number): Promise<Lease> {
    return needed(this.client.POST("/api/v1/assignments/{id}/heartbeat/", named(id)));
  }

  /** Says that the review is before the reviewer's eyes: its clock starts. */
  display(id: number): Promise<Lease> {
    return needed(this.client.POST("/api/v1/assignments/{id}/display/", named(id)));
  }

  async release(id: number): Promise<void> {
    await answered(this.client.POST("/api/v1/assignments/{id}/release/", named(id)));
  }

  async skip(id: number, reason: string): Promise<void> {
    await answered(this.client.POST("/api/v1/assignments/{id}/skip/", { ...named(id), body: { reason } }));
  }

  submit(id: number, verdict: VerdictInput, idempotencyKey: string): Promise<Verdict> {
    return needed(
      this.client.POST("/api/v1/assignments/{id}/verdict/", {
        params: { path: { id: String(id) }, header: { "Idempotency-Key": idempotencyKey } },
        body: verdict,
      }),
    );
  }

  uploadEvidence(review: number, file: File, idempotencyKey: string): Promise<EvidenceFile> {
    const form = new FormData();
    form.set("review", String(review));
    form.set("file", file);
    return needed(
      this.client.POST("/api/v1/evidence/attachments/", {
        params: { header: { "Idempotency-Key": idempotencyKey } },
        // The document knows a file as a string; what is sent is the form.
        body: { review, file: "" },
        bodySerializer: () => form,
        fetch: (request: Request) => fetch(request, { signal: AbortSignal.timeout(UPLOAD_MILLISECONDS) }),
      }),
    );
  }

  async dropEvidence(id: string): Promise<void> {
    await answered(this.client.DELETE("/api/v1/evidence/attachments/{id}/", { params: { path: { id } } }));
  }

  readPage(review: number, url: string, keep: boolean): Promise<PageReading> {
    return needed(this.client.POST("/api/v1/evidence/fetch/", { body: { review, url, keep } }));
  }

  pageReading(id: string): Promise<PageReading> {
    return needed(this.client.GET("/api/v1/evidence/fetch/{id}/", { params: { path: { id } } }));
  }

  /** Once a verdict: a repeat after an answer that was lost is answered as the first, so its key is the verdict's. */
  async retract(verdict: number): Promise<void> {
    const params = { ...named(verdict).params, header: { "Idempotency-Key": `retract-${verdict}` } };
    await answered(this.client.POST("/api/v1/verdicts/{id}/retract/", { params, body: {} }));
  }

  review(id: number): Promise<Review> {
    return needed(this.client.GET("/api/v1/reviews/{id}/", named(id)));
  }

  /** All that may be seen, oldest first. */
  async comments(review: number): Promise<Comment[]> {
    const found: Comment[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: { next?: string | null; results: Comment[] } = await needed(
        this.client.GET("/api/v1/reviews/{review}/comments/", {
          params: { path: { review: String(review) }, query: { limit: 200, ...(cursor && { cursor }) } },
        }),
      );
      found.push(...page.results);
      cursor = cursorOf(page.next);
    }
    return found;
  }

  /** Newest first, as far as this reader may know; `cursor` from the page before. */
  async history(review: number, cursor = ""): Promise<{ events: HistoryEvent[]; nextCursor: string | null }> {
    const page = await needed(
      this.client.GET("/api/v1/reviews/{id}/history/", {
        params: { path: { id: String(review) }, query: { limit: 100, ...(cursor && { cursor }) } },
      }),
    );
    return { events: page.results, nextCursor: cursorOf(page.next) };
  }

  comment(review: number, text: string, replyTo: number | null, idempotencyKey: string): Promise<Comment> {
    return needed(
      this.client.POST("/api/v1/reviews/{review}/comments/", {
        params: { path: { review: String(review) }, header: { "Idempotency-Key": idempotencyKey } },
        body: { text, reply_to: replyTo },
      }),
    );
  }

  editComment(id: number, text: string): Promise<Comment> {
    return needed(this.client.PATCH("/api/v1/comments/{id}/", { ...named(id), body: { text } }));
  }

  async withdrawComment(id: number): Promise<void> {
    await answered(this.client.POST("/api/v1/comments/{id}/withdraw/", named(id)));
  }

  async unread(): Promise<number> {
    return (await needed(this.client.GET("/api/v1/notices/unread/"))).unread;
  }

  async notices(): Promise<Notice[]> {
    return (await needed(this.client.GET("/api/v1/notices/", { params: { query: { limit: 30 } } }))).results;
  }

  async readNotice(id: number): Promise<void> {
    await answered(this.client.POST("/api/v1/notices/{id}/read/", named(id)));
  }

  async readAllNotices(): Promise<void> {
    await answered(this.client.POST("/api/v1/notices/read-all/"));
  }

  mailPreference(): Promise<MailPreference> {
    return needed(this.client.GET("/api/v1/notices/mail/"));
  }

  chooseMail(when: MailWhen, hour: number): Promise<MailPreference> {
    return needed(this.client.PUT("/api/v1/notices/mail/", { body: { when, hour } }));
  }

  /** Says that this page looks at a review, and hears who else does. */
  async look(review: number): Promise<Person[]> {
    return (await needed(this.client.POST("/api/v1/presence/", { body: { review } }))).others;
  }

  /** Newest first; `cursor` from the page before. */
  async verdicts(
    of: { reviewer: string; review?: number },
    cursor?: string,
  ): Promise<{ verdicts: Verdict[]; nextCursor: string | null }> {
    const page = await needed(
      this.client.GET("/api/v1/verdicts/", {
        params: { query: { ...of, limit: 50, ...(cursor && { cursor }) } },
      }),
    );
    return { verdicts: page.results, nextCursor: cursorOf(page.next) };
  }
}

function cursorOf(next: string | null | undefined): string | null {
  return next ? new URL(next, location.origin).searchParams.get("cursor") : null;
}

function named(id: number) {
  return { params: { path: { id: String(id) } } };
}

interface Answer<Body> {
  data?: Body;
  error?: unknown;
  response: Response;
}

async function answered<Body>(request: Promise<Answer<Body>>): Promise<Body | undefined> {
  let answer: Answer<Body>;
  try {
    answer = await request;
  } catch {
    throw new Refusal(unreachable());
  }
  if (!answer.response.ok) throw new Refusal(problemOf(answer.response.status, answer.error));
  return answer.data;
}

async function needed<Body>(request: Promise<Answer<Body>>): Promise<Body> {
  const body = await answered(request);
  if (body === undefined) throw new Refusal(problemOf(502, undefined));
  return body;
}
