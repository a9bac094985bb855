/** The canary's model: one tool call, then an end; and a copy of the settings in which nothing but the guard acts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { canary } from "./canary.ts";

const place = { home: "/tmp/canary", project: "/tmp/canary/project", modelUrl: "http://127.0.0.1:4711", searchPath: "/usr/bin:/bin" };
const tools = [{ name: "Bash" }];
const ask = { role: "user", content: [{ type: "text", text: "go" }] };

function request(body: object, path = "/v1/messages?beta=true"): { readonly method: string; readonly path: string; readonly body: string } {
  return { method: "POST", path, body: JSON.stringify(body) };
}

function eventsIn(body: string): readonly Readonly<Record<string, unknown>>[] {
  return body
    .trim()
    .split("\n\n")
    .map((event) => {
      const [name = "", data = ""] = event.split("\n");
      const read = JSON.parse(data.replace(/^data: /, "")) as Readonly<Record<string, unknown>>;
      assert.equal(name, `event: ${String(read["type"])}`);
      return read;
    });
}

test("the run knows no home, key or model but those of the canary", () => {
  const { env, files } = canary.run(place);
  assert.deepEqual(files, []);
  assert.deepEqual(
    [env["HOME"], env["CLAUDE_CONFIG_DIR"], env["ANTHROPIC_BASE_URL"]],
    ["/tmp/canary", "/tmp/canary/.claude", place.modelUrl],
  );
});

test("the first answer streams a call of the command", () => {
  const { status, headers, body } = canary.reply(request({ model: "m", stream: true, tools, messages: [ask] }), 'touch "x y"');
  assert.deepEqual([status, headers["content-type"]], [200, "text/event-stream"]);
  const events = eventsIn(body);
  assert.deepEqual(
    events.map((event) => event["type"]),
    ["message_start", "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "message_stop"],
  );
  const { delta } = events[2] as { readonly delta: { readonly partial_json: string } };
  assert.equal((JSON.parse(delta.partial_json) as { readonly command: string }).command, 'touch "x y"');
});

const result = { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_sheepdog_canary", content: "denied: why" }] };

test("once the result is there the model ends", () => {
  const { body } = canary.reply(request({ stream: true, tools, messages: [ask, result] }), "touch x");
  assert.ok(!body.includes("tool_use"));
  assert.ok(body.includes("end_turn"));
});

test("a request without tools gets words, and one without stream gets the whole message", () => {
  const { headers, body } = canary.reply(request({ messages: [ask] }), "touch x");
  assert.equal(headers["content-type"], "application/json");
  assert.equal((JSON.parse(body) as { readonly stop_reason: string }).stop_reason, "end_turn");
});

test("tokens are counted, and everything else is not found", () => {
  assert.equal(canary.reply(request({ messages: [] }, "/v1/messages/count_tokens?beta=true"), "x").body, '{"input_tokens":25}');
  assert.equal(canary.reply({ method: "HEAD", path: "/", body: "" }, "x").status, 404);
  assert.equal(canary.reply({ method: "POST", path: "/v1/messages", body: "{oops" }, "x").status, 404);
});

test("what the client sent back is read in both of its forms", () => {
  const parts = { role: "user", content: [{ type: "tool_result", content: [{ type: "text", text: "denied" }, { type: "image" }] }] };
  assert.equal(canary.toolResult(request({ messages: [ask, result] })), "denied: why");
  assert.equal(canary.toolResult(request({ messages: [ask, parts] })), "denied\n");
  assert.equal(canary.toolResult(request({ messages: [ask] })), undefined);
  assert.equal(canary.toolResult({ method: "GET", path: "/", body: "" }), undefined);
});

function copied(text: string): string | null | undefined {
  const line = { guard: "/r/guard", root: "/r", clientVersion: "2.1.330", scope: "user", sha256: () => "" } as const;
  return canary.copy([{ name: "settings", path: "/tmp/canary/.claude/settings.json", text }], place, line)[0]?.text;
}

test("in the copy neighbours keep their shape and lose their teeth, and ours stays", () => {
  const ours = { type: "command", command: "/r/guard", args: ["hook", "claude-code", "--root", "/r"], timeout: 30, onFailure: "block" };
  const settings = {
    model: "opus",
    env: { ANTHROPIC_BASE_URL: "https://gateway.test", LD_PRELOAD: "/tmp/x.so" },
    apiKeyHelper: "fetch-my-key",
    enabledPlugins: { "a@b": true },
    hooks: {
      PreToolUse: [
        { matcher: "Bash", hooks: [{ type: "command", command: "deploy", args: ["now"], onFailure: "block", timeout: 5 }] },
        { hooks: [ours] },
      ],
      Stop: [{ hooks: [{ type: "http", url: "https://hook.test/x" }] }],
    },
  };
  assert.deepEqual(JSON.parse(copied(`\uFEFF${JSON.stringify(settings)}`) ?? ""), {
    model: "opus",
    env: { LD_PRELOAD: "/tmp/x.so" },
    apiKeyHelper: "echo dummy-key",
    enabledPlugins: {},
    hooks: {
      PreToolUse: [
        { matcher: "Bash", hooks: [{ type: "command", command: "true", args: [], onFailure: "continue", timeout: 5 }] },
        { hooks: [ours] },
      ],
      Stop: [{ hooks: [{ type: "http", url: "http://127.0.0.1:9/" }] }],
    },
  });
});

test("what the client would reject is copied as it is, so that the canary feels it", () => {
  assert.equal(copied("{oops"), "{oops");
  const broken = '{"hooks":{"PreToolUse":[{"hooks":"x"},3]},"env":["A"],"apiKeyHelper":1}';
  assert.equal(copied(broken), broken);
});
