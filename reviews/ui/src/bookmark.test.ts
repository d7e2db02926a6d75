import { describe, expect, it } from "vitest";
import { bookmarklet, MOST_CHARACTERS, seenPage, webAddress } from "./bookmark";

const page = {
  kind: "factcheck:page",
  url: "https://news.example/2026/storm",
  title: " Storm ",
  html: "<p>Storm</p>",
  selection: "",
};

describe("a page that hands itself over", () => {
  it("is believed about its own site", () => {
    expect(seenPage(page, "https://news.example")).toEqual({
      url: page.url,
      title: "Storm",
      html: page.html,
      selection: "",
    });
  });

  it.each([
    ["another site's address", page, "https://evil.example"],
    ["an address that is a script", { ...page, url: "javascript:alert(1)" }, "null"],
    ["another kind of message", { ...page, kind: "else" }, "https://news.example"],
    ["no object", "factcheck:page", "https://news.example"],
    ["nothing", null, "https://news.example"],
    ["no words", { ...page, html: undefined }, "https://news.example"],
    ["more than can be sent", { ...page, html: "x".repeat(MOST_CHARACTERS + 1) }, "https://news.example"],
  ])("is not believed with %s", (_, message, origin) => {
    expect(seenPage(message, origin)).toBeNull();
  });

  it("may have odd titles and selections", () => {
    expect(seenPage({ ...page, title: 7, selection: {} }, "https://news.example")).toMatchObject({
      title: "",
      selection: "",
    });
  });
});

describe("the bookmark", () => {
  it("is one address without a line break or a blank", () => {
    expect(bookmarklet("https://desk.example/desk/add/")).toMatch(/^javascript:\S+$/);
  });

  it("sends the page to the desk's origin only", () => {
    const script = decodeURIComponent(bookmarklet("https://desk.example/desk/add/"));

    expect(script).toContain('},"https://desk.example")');
    expect(script).not.toContain('"*"');
  });
});

describe("an article's address", () => {
  it.each(["javascript:alert(1)", "file:///etc/passwd", "news.example", "", "data:text/html,x"])(
    "is not %s",
    (text) => expect(webAddress(text)).toBeNull(),
  );

  it("is on the web", () => expect(webAddress("https://news.example/a")?.host).toBe("news.example"));
});
