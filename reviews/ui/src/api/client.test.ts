import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Api } from "./client";

beforeEach(() => {
  vi.stubGlobal("location", { origin: "https://desk.example" });
  vi.stubGlobal("document", { cookie: "csrf=token" });
});
afterEach(() => vi.unstubAllGlobals());

it("asks to take a verdict back under one key, however often", async () => {
  const keys: (string | null)[] = [];
  vi.stubGlobal("fetch", (request: Request) => {
    keys.push(request.headers.get("Idempotency-Key"));
    return Promise.resolve(new Response(null, { status: 204 }));
  });
  const api = new Api("csrf");

  await api.retract(5);
  await api.retract(5);
  await api.retract(6);

  expect(keys).toEqual(["retract-5", "retract-5", "retract-6"]);
});
