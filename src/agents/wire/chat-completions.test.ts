/** Chat Completions as a client reads them: one call of a tool, its result heard, an end. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { use, words } from "./content.ts";
import { answerAs, resultsIn } from "./chat-completions.ts";

const tools = [{ type: "function", function: { name: "bash" } }];
const ask = { role: "user", content: "go" };

function request(body: object, path = "/v1/chat/completions"): { readonly method: string; readonly path: string; readonly body: string } {
  return { method: "POST", path, body: JSON.stringify(body) };
}

function chunksIn(body: string): readonly { readonly choices: readonly Record<string, unknown>[] }[] {
  const lines = body.trim().split("\n\n");
  assert.equal(lines.at(-1), "data: [DONE]");
  return lines
    .slice(0, -1)
    .map((line) => JSON.parse(line.replace(/^data: /, "")) as { readonly choices: readonly Record<string, unknown>[] });
}

test("a call is streamed in one piece and then ended", () => {
  const { status, headers, body } = answerAs(request({ model: "m", stream: true, tools, messages: [ask] }), [
    use("bash", { command: "ls" }),
  ]);
  assert.deepEqual([status, headers["content-type"]], [200, "text/event-stream"]);
  const [first, last] = chunksIn(body);
  const delta = first?.choices[0]?.["delta"] as { readonly tool_calls: readonly { readonly function: object }[] };
  assert.deepEqual(delta.tool_calls[0]?.function, { name: "bash", arguments: '{"command":"ls"}' });
  assert.equal(last?.choices[0]?.["finish_reason"], "tool_calls");
});

test("several calls at once have ids of their own", () => {
  const { body } = answerAs(request({ tools, messages: [ask] }), [use("bash", {}), use("bash", {})]);
  const said = JSON.parse(body) as {
    readonly choices: readonly [{ readonly message: { readonly tool_calls: readonly { readonly id: string }[] } }];
  };
  assert.equal(new Set(said.choices[0].message.tool_calls.map(({ id }) => id)).size, 2);
});

test("words end the turn, and a request without tools gets nothing else", () => {
  for (const [body, content] of [
    [{ tools, messages: [ask] }, [words("fin")]],
    [{ messages: [ask] }, [use("bash", {})]],
  ] as const) {
    const said = answerAs(request(body), content).body;
    assert.match(said, /"finish_reason":"stop"/);
    assert.ok(!said.includes("tool_calls"));
  }
});

test("results are heard in their order, in both of their forms", () => {
  const messages = [ask, { role: "tool", content: "one" }, { role: "tool", content: [{ type: "text", text: "two" }] }];
  assert.deepEqual(resultsIn(request({ messages })), ["one", "two"]);
  assert.deepEqual(resultsIn({ method: "GET", path: "/", body: "" }), []);
});

test("everything else is not found", () => {
  assert.equal(answerAs({ method: "GET", path: "/v1/models", body: "" }, []).status, 404);
  assert.equal(answerAs({ method: "POST", path: "/", body: "{oops" }, []).status, 404);
});
