/** `sheepdog mcp` as a client meets it: the handshake of the protocol, the tools, and what no agent can do with them. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { environmentIn, type Ground, inHome, onLinux, sheepdogWords, until } from "../../daemon/ground.ts";

type Answer = { readonly result?: Record<string, unknown>; readonly error?: { readonly message: string } };
type Client = {
  readonly ask: (method: string, params?: unknown) => Promise<Answer>;
  readonly tell: (method: string) => void;
  readonly close: () => Promise<number | null>;
};

/** Lines of JSON-RPC over the standard streams of the real program. */
function clientIn({ home }: Ground, cwd: string): Client {
  const [program, ...words] = sheepdogWords("mcp");
  const child = spawn(program, words, { cwd, env: { ...environmentIn(home) }, stdio: ["pipe", "pipe", "inherit"] });
  const waiting = new Map<number, (answer: Answer) => void>();
  let number = 0;
  createInterface({ input: child.stdout }).on("line", (line) => {
    const said = JSON.parse(line) as Answer & { readonly id?: number; readonly jsonrpc: string };
    assert.equal(said.jsonrpc, "2.0", "nothing but the protocol is on standard output");
    waiting.get(said.id ?? -1)?.(said);
  });
  const send = (message: object): void => void child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  return {
    ask: (method, params = {}) => {
      number += 1;
      const id = number;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        send({ id, method, params });
      });
    },
    tell: (method) => send({ method }),
    close: () => {
      child.stdin.end();
      return new Promise((resolve) => child.once("close", resolve));
    },
  };
}

type Called = { readonly text: string; readonly isError: boolean };

async function call(client: Client, name: string, args: unknown = {}): Promise<Called> {
  const { result, error } = await client.ask("tools/call", { name, arguments: args });
  if (error !== undefined) return { text: error.message, isError: true };
  const contents = (result?.["content"] ?? []) as readonly { readonly text: string }[];
  return { text: contents.map(({ text }) => text).join("\n"), isError: result?.["isError"] === true };
}

async function greeted(ground: Ground, cwd: string, protocolVersion = "2025-06-18"): Promise<Client> {
  const client = clientIn(ground, cwd);
  const hello = await client.ask("initialize", { protocolVersion, capabilities: {}, clientInfo: { name: "a collar", version: "1" } });
  assert.equal(hello.result?.["protocolVersion"], protocolVersion);
  assert.match(JSON.stringify(hello.result), /"serverInfo":\{"name":"sheepdog"/);
  client.tell("notifications/initialized");
  return client;
}

const persons = [
  "task_cancel",
  "task_retry",
  "session_stop",
  "account_pause",
  "account_drain",
  "account_resume",
  "failover",
  "acknowledge_moving",
];

test(
  "it greets clients of every version, says of each tool whether it changes something, and ends with its client",
  onLinux,
  inHome(async (ground) => {
    for (const version of ["2024-11-05", "2025-03-26", "2025-06-18"]) {
      const client = await greeted(ground, ground.home, version);
      const { result } = await client.ask("tools/list");
      const tools = result?.["tools"] as readonly {
        readonly name: string;
        readonly inputSchema: { readonly additionalProperties: unknown };
        readonly annotations: Record<string, boolean>;
      }[];
      assert.deepEqual(
        tools.filter(({ annotations }) => annotations["destructiveHint"]).map(({ name }) => name),
        persons,
      );
      assert.deepEqual(
        tools.filter(({ annotations }) => !annotations["readOnlyHint"]).map(({ name }) => name),
        ["task_add", ...persons],
      );
      assert.ok(tools.every(({ inputSchema }) => inputSchema.additionalProperties === false));
      assert.equal(await client.close(), 0);
    }
  }),
);

test(
  "an agent sees the fleet and gives it work within its bounds; everything else is answered with what a person has to type",
  onLinux,
  inHome(async (ground) => {
    const { sheepdog, home } = ground;
    const project = join(home, "meadow");
    mkdirSync(project);
    execFileSync("git", ["init", "-q", project]);
    await sheepdog("config", "set", "fleet.projects.meadow.folder", project);
    await sheepdog("config", "set", "fleet.openPerAgent", "2");
    const early = await greeted(ground, project);
    assert.match(
      (await call(early, "task_add", { title: "x", text: "y" })).text,
      /no daemon runs/,
      "an inbox would take it for a person's",
    );
    await early.close();
    assert.equal((await sheepdog("up")).exit, 0);
    await until(async () => (await sheepdog("task", "list")).exit === 0, 60_000);
    const client = await greeted(ground, project);
    const added: string[] = [];
    for (const title of ["one", "two", "three"]) {
      const { text, isError } = await call(client, "task_add", { title, text: "feed the dog" });
      assert.equal(isError, false, text);
      added.push((JSON.parse(text) as { readonly task: string }).task);
    }
    const [one, , three] = await Promise.all(
      added.map(
        async (id) => (JSON.parse((await call(client, "task_show", { id })).text) as { readonly found: Record<string, unknown> }).found,
      ),
    );
    assert.deepEqual(
      [one?.["door"], one?.["state"], three?.["state"]],
      ["agent", "queued", "dead"],
      "two open ones is the most of one agent",
    );
    for (const name of persons) {
      const refused = await call(client, name, name === "acknowledge_moving" ? {} : { id: added[0] });
      assert.equal(refused.isError, true);
      assert.match(refused.text, /^an agent cannot do this; nothing was changed; ask the person you work for to run `sheepdog /);
    }
    assert.match((await call(client, "task_cancel", { id: "x`; rm -rf ~ #'" })).text, /cancel 'x`; rm -rf ~ #'\\'''` in a terminal/);
    const odd = await Promise.all([
      call(client, "task_add", { title: "x", text: "y", priority: "critical" }),
      call(client, "task_add", { title: "x", text: "" }),
      call(client, "task_add", { title: "x", text: "y", project: "elsewhere" }),
      call(client, "task_show", { id: "x".repeat(201) }),
      call(client, "task_show", {}),
      call(client, "rm", {}),
    ]);
    assert.deepEqual(
      odd.map(({ isError }) => isError),
      [true, true, true, true, true, true],
    );
    assert.equal((JSON.parse((await call(client, "task_list")).text) as { readonly found: readonly unknown[] }).found.length, 3);
    assert.equal(await client.close(), 0);
  }),
);
