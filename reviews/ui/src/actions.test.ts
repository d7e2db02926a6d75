import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Actions } from "./actions";
import type { Api } from "./api/client";
import type { Assignment, Lease, Me, NextAssignment, PageReading, Queue, Verdict } from "./api/types";
import { problemOf, Refusal, unreachable } from "./problems";
import { Store } from "./store";

const reading = (more: Partial<PageReading>) => ({ id: "r-1", status: "waiting", ...more }) as PageReading;

function actionsWith(api: Partial<Api>): Actions {
  return new Actions(api as Api, new Store());
}

afterEach(() => vi.useRealTimers());

describe("a page that is read", () => {
  it("is asked for until a worker has looked", async () => {
    vi.useFakeTimers();
    const answers = [reading({}), reading({ status: "done", title: "The log" })];
    const actions = actionsWith({
      readPage: vi.fn().mockResolvedValue(reading({})),
      pageReading: vi.fn().mockImplementation(() => Promise.resolve(answers.shift())),
    });

    const read = actions.readPage("https://port.example/log", false);
    await vi.runAllTimersAsync();

    expect((await read).title).toBe("The log");
    expect(answers).toEqual([]);
  });

  it("says why where the desk refuses to", async () => {
    const actions = actionsWith({ readPage: () => Promise.reject(new Refusal(unreachable())) });

    await expect(actions.readPage("https://port.example/log", false)).rejects.toThrow(Refusal);
  });
});

describe("an upload that is dropped", () => {
  it("is no trouble when it is gone already", async () => {
    const actions = actionsWith({ dropEvidence: () => Promise.reject(new Refusal(unreachable())) });

    await expect(actions.dropFile("f-1")).resolves.toBeUndefined();
  });
});

describe("a verdict that is taken back", () => {
  const held = { id: 1, review: 7, round: 1, claim_revision: 1, undo_seconds: 30 } as Assignment;
  const verdict = { id: 5, review: 7, round: 1 } as Verdict;

  /** What was kept in the tab, and a desk on which a verdict was just given whose rationale is "Because". */
  function justRuled(api: Partial<Api>) {
    const kept = new Map<string, string>();
    vi.stubGlobal("localStorage", { getItem: () => null });
    vi.stubGlobal("sessionStorage", {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, text: string) => kept.set(name, text),
      removeItem: (name: string) => kept.delete(name),
    });
    vi.stubGlobal("window", globalThis);
    const store = new Store();
    store.change({ type: "signed in", me: { id: 1, username: "reviewer", scopes: ["reviews:review"] } as Me });
    store.change({ type: "taken", assignment: held, draft: null });
    store.change({ type: "typed", draft: { rationale: "Because" } });
    store.change({ type: "submitted", verdict, now: Date.now() });
    const queue = () => Promise.resolve({ message: "" } as Queue);
    return { kept, store, actions: new Actions({ queue, ...api } as Api, store) };
  }

  afterEach(() => vi.unstubAllGlobals());

  it("can be asked for again where the answer was lost, and its words come back", async () => {
    const retract = vi.fn().mockRejectedValueOnce(new Refusal(unreachable())).mockResolvedValue(undefined);
    const { store, actions } = justRuled({ retract, take: () => Promise.resolve({ ...held, id: 2 }) });

    await actions.undo();
    await actions.undo();

    expect(retract).toHaveBeenCalledTimes(2);
    expect(store.state.work?.draft.rationale).toBe("Because");
  });

  it("keeps its words in the tab where the answer was lost and the time is over", async () => {
    const { kept, actions } = justRuled({ retract: () => Promise.reject(new Refusal(unreachable())) });

    await actions.undo();
    actions.endUndo();

    expect([...kept.values()].join()).toContain("Because");
  });
});

describe("the review after the one in hand", () => {
  const assignment = (id: number, more: Partial<NextAssignment> = {}) =>
    ({ id, review: id, round: 1, claim_revision: 1, displayed_at: null, following: null, why: [], ...more }) as NextAssignment;
  const lease = (id: number, revision = 1) => ({ id, claim_revision: revision, lease_expires_at: "later" }) as Lease;
  const me = { id: 1, username: "reviewer", scopes: ["reviews:review"] } as Me;

  /** The desk with `answers` of the queue, one a question, and what it was asked. */
  function desk(answers: (NextAssignment | null)[], more: Partial<Api> = {}) {
    const store = new Store();
    store.change({ type: "signed in", me });
    const takeNext = vi.fn(() => Promise.resolve(answers.shift() ?? null));
    const display = vi.fn((id: number) => Promise.resolve(lease(id)));
    const api: Partial<Api> = {
      takeNext,
      display,
      draft: () => Promise.resolve({ content: null, begun_by: null, version: 0, saved_at: null }),
      queue: () => Promise.resolve({ message: "" } as Queue),
      release: () => Promise.resolve(),
      skip: () => Promise.resolve(),
      ...more,
    };
    return { store, takeNext, display, actions: new Actions(api as Api, store) };
  }

  const inHand = (store: Store) => store.state.work?.assignment.id;

  beforeEach(() => {
    vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });
    vi.stubGlobal("sessionStorage", { getItem: () => null, setItem: () => undefined, removeItem: () => undefined });
    vi.stubGlobal("window", globalThis);
  });
  afterEach(() => vi.unstubAllGlobals());

  it("comes along, and is shown before the network has answered anything", async () => {
    const { store, takeNext, display, actions } = desk([assignment(1, { following: assignment(2) as Assignment })]);
    await actions.takeNext();
    store.change({ type: "put down" });
    display.mockReturnValue(new Promise(() => undefined));

    void actions.takeNext();

    expect(inHand(store)).toBe(2);
    expect(display).toHaveBeenCalledWith(2);
    expect(takeNext).toHaveBeenCalledTimes(1);
  });

  it("is leased anew as soon as it is in hand itself", async () => {
    const { store, actions } = desk([
      assignment(1, { following: assignment(2) as Assignment }),
      assignment(2, { following: assignment(3) as Assignment }),
    ]);
    await actions.takeNext();
    store.change({ type: "put down" });

    await actions.takeNext();

    expect([inHand(store), store.state.following?.id]).toEqual([2, 3]);
  });

  it("goes back with the one in hand, and stays when that is skipped", async () => {
    for (const [act, left] of [["release", undefined], ["skip", 2]] as const) {
      const { store, actions } = desk([assignment(1, { following: assignment(2) as Assignment })]);
      await actions.takeNext();

      await (act === "release" ? actions.release() : actions.skip("Outside what I know"));

      expect(store.state.following?.id).toBe(left);
    }
  });

  it("is read again where its claim changed before it was opened", async () => {
    const changed = assignment(2, { claim_revision: 2 }) as Assignment;
    const { store, actions } = desk([assignment(1, { following: assignment(2) as Assignment })], {
      display: (id) => Promise.resolve(lease(id, 2)),
      assignment: () => Promise.resolve(changed),
    });
    await actions.takeNext();
    store.change({ type: "put down" });

    await actions.takeNext();

    expect(store.state.work?.assignment.claim_revision).toBe(2);
  });

  it("gives way to the next of the queue where a colleague took it meanwhile", async () => {
    const gone = problemOf(409, { code: "lease_not_held", title: "Gone", detail: "" });
    const { store, actions } = desk(
      [assignment(1, { following: assignment(2) as Assignment }), assignment(3)],
      { display: () => Promise.reject(new Refusal(gone)) },
    );
    await actions.takeNext();
    store.change({ type: "put down" });

    await actions.takeNext();

    expect(inHand(store)).toBe(3);
  });
});
