/** A blocked call, seen and answered from elsewhere: what was signed lets it pass once, and nothing else does. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { adapters } from "../../src/agents/agents.ts";
import { approvalDuty } from "../../src/app/statements/approval-duty.ts";
import { askDaemon } from "../../src/app/daemon/client.ts";
import { runDaemon } from "../../src/app/daemon/daemon.ts";
import { addToken } from "../../src/app/daemon/tokens.ts";
import { rootIn } from "../../src/app/install/root.ts";
import { hexOf } from "../../src/base/hex.ts";
import { lifetime, machineTimers, newSeed, nodeCrypto, nodeNotary, runProgram, surroundings } from "../../src/hosts/node/node.ts";
import { keyIdOf, keyText, lineOf, messageOf, type Statement, type StatementKey } from "../../src/proof/statements/statements.ts";
import { environmentIn, guard, until } from "./ground.ts";

const home = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog-approvals-")));
const root = rootIn(home);
const around = { ...surroundings(), home, accountHome: home };
const life = lifetime();
let over: Promise<unknown> = Promise.resolve();

const agent = adapters.map(({ name }) => name).find((name) => name.startsWith("claude")) ?? "";
const seed = newSeed();
const key: StatementKey = { version: 1, kind: "ed25519", public: hexOf(nodeNotary.publicKeyOf(seed)), name: "a test's" };

before(async () => {
  for (const folder of ["ledger", "keys", "statements"]) mkdirSync(join(root.folder, folder), { recursive: true, mode: 0o700 });
  writeFileSync(join(root.folder, `keys/${keyIdOf(nodeCrypto, key)}.pub`), keyText(key), { mode: 0o600 });
  over = runDaemon({ around, guard }, { lifetime: life, timers: machineTimers, duties: [approvalDuty], engine: "test" });
  await until(async () => (await asked("GET", "")).ok);
});

after(async () => {
  life.end("the test is over");
  await over;
  rmSync(home, { recursive: true, force: true });
});

type Call = { readonly id: string; readonly decision: string; readonly session: string; readonly text: string; readonly state: string };

type More = { readonly statement?: string; readonly token?: string };

function asked(method: "GET" | "POST", path: string, { statement, token }: More = {}) {
  const variable = (name: string): string | undefined => (name === "SHEEPDOG_TOKEN" ? token : undefined);
  return askDaemon(
    { around: { ...around, variable } },
    { method, path: `/v1/approvals${path}`, body: statement === undefined ? {} : { statement } },
  );
}

async function callOf(text: string): Promise<Call> {
  const all = await asked("GET", "");
  assert.ok(all.ok);
  const found = (all.value as { readonly calls: readonly Call[] }).calls.find((call) => call.text === text);
  assert.ok(found !== undefined, `\`${text}\` stands among the blocked calls`);
  return found;
}

async function exitOf(command: string): Promise<number | string> {
  const envelope = {
    session_id: "s",
    cwd: home,
    hook_event_name: "PreToolUse",
    tool_name: "Bash",
    tool_use_id: "t",
    tool_input: { command },
  };
  const run = { program: guard, args: ["hook", agent, "--root", root.folder], cwd: home, env: environmentIn(home), timeoutMs: 60_000 };
  return (await runProgram({ ...run, input: JSON.stringify(envelope) })).exit;
}

function signedLine({ decision, session }: Call, changes: Partial<Statement> = {}, by = seed): string {
  const at = Date.now();
  const id = nodeCrypto.sha256(`${at}${Math.random()}`).slice(0, 16);
  const about = { is: "approval", decision } as const;
  const statement: Statement = {
    ...{ version: 1, id, by: keyIdOf(nodeCrypto, key), at },
    until: at + 60_000,
    once: true,
    where: { session },
    about,
    ...changes,
  };
  return lineOf({ statement, signature: hexOf(nodeNotary.sign(by, new TextEncoder().encode(messageOf(statement)))) });
}

const codeOf = (answer: Awaited<ReturnType<typeof asked>>): string => (answer.ok ? "done" : answer.fault.code);

test("a blocked call is seen, granted by a signed statement, passes once, and is blocked again", async () => {
  const command = "git push -f origin one";
  assert.equal(await exitOf(command), 2);
  const call = await callOf(command);
  assert.equal(call.state, "waiting");
  assert.equal(codeOf(await asked("POST", `/${call.id}/grant`, { statement: signedLine(call) })), "done");
  assert.equal((await callOf(command)).state, "granted");
  assert.equal(await exitOf(command), 0);
  assert.equal(await exitOf(command), 2);
});

test("what is not signed by a key that counts, is about something else, or lasts too long grants nothing", async () => {
  const [command, other] = ["git push -f origin two", "git push -f origin three"];
  for (const one of [command, other]) assert.equal(await exitOf(one), 2);
  const [call, elsewhere] = [await callOf(command), await callOf(other)];
  const lines = {
    nothing: "",
    text: "let it pass",
    unsigned: lineOf({ statement: { ...({} as Statement), version: 1 }, signature: "" }),
    stranger: signedLine(call, {}, newSeed()),
    changed: signedLine(call).replace('"once":true', '"once":false'),
    another: signedLine(elsewhere),
    mode: signedLine(call, { about: { is: "mode" } }),
    endless: signedLine(call, { until: Date.now() + 86_400_000 }),
    ended: signedLine(call, { until: Date.now() - 1 }),
  };
  for (const [what, line] of Object.entries(lines))
    assert.notEqual(codeOf(await asked("POST", `/${call.id}/grant`, { statement: line })), "done", what);
  assert.equal((await callOf(command)).state, "waiting");
  assert.equal(await exitOf(command), 2);
});

test("a refusal takes it out of those that wait", async () => {
  const command = "git push -f origin four";
  assert.equal(await exitOf(command), 2);
  const call = await callOf(command);
  assert.equal(codeOf(await asked("POST", `/${call.id}/refuse`)), "done");
  assert.equal((await callOf(command)).state, "refused");
});

test("an agent and a viewer look on; they grant and refuse nothing", async () => {
  const command = "git push -f origin five";
  assert.equal(await exitOf(command), 2);
  const call = await callOf(command);
  for (const role of ["viewer", "agent"] as const) {
    const token = addToken(root, { role, name: role, lifeMs: 60_000 }, Date.now());
    assert.ok(token.ok);
    assert.equal(codeOf(await asked("GET", "", { token: token.value.text })), "done");
    assert.equal(codeOf(await asked("POST", `/${call.id}/grant`, { statement: signedLine(call), token: token.value.text })), "http.role");
    assert.equal(codeOf(await asked("POST", `/${call.id}/refuse`, { token: token.value.text })), "http.role");
  }
  assert.equal((await callOf(command)).state, "waiting");
});

test("ids that are none, and calls that nobody made", async () => {
  for (const id of ["aaaaaaaa", "bcdfghjk", "UPPERCAS", "a%2f..%2fb", "aaaaaaaaa", "x"])
    assert.notEqual(codeOf(await asked("POST", `/${id}/refuse`)), "done", id);
});
