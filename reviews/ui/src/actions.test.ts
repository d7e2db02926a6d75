import { afterEach, describe, expect, it, vi } from "vitest";
import { Actions } from "./actions";
import type { Api } from "./api/client";
import type { PageReading } from "./api/types";
import { Refusal, unreachable } from "./problems";
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
