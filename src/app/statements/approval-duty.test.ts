/** Answers over HTTP: a signed approval of just that call is kept, and nothing else is. */
import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { OpenAPIHono } from "@hono/zod-openapi";
import { bytesOfAscii } from "../../base/bytes.ts";
import { hexOf } from "../../base/hex.ts";
import { nodeNotary, nodeVerifier, now } from "../../hosts/node/node.ts";
import { frame } from "../../proof/ledger/ledger.ts";
import { approvalIdOf, keyIdOf, keyText, lineOf, messageOf, type Statement, type StatementKey } from "../../proof/statements/statements.ts";
import type { Door, House, HouseEnv } from "../daemon/door.ts";
import type { DutyContext } from "../daemon/duty.ts";
import { approvalDuty } from "./approval-duty.ts";

const home = mkdtempSync(join(tmpdir(), "sheepdog-approvals-"));
after(() => rmSync(home, { recursive: true, force: true }));

const root = join(home, ".sheepdog");
for (const folder of ["ledger", "keys", "statements"]) mkdirSync(join(root, folder), { recursive: true, mode: 0o700 });

const seed = new Uint8Array(32).map((_, at) => at + 1);
const key: StatementKey = { version: 1, kind: "ed25519", public: hexOf(nodeNotary.publicKeyOf(seed)), name: "test" };
const by = keyIdOf(nodeVerifier, key);
writeFileSync(join(root, `keys/${by}.pub`), keyText(key), { mode: 0o600 });

function blocked(decision: string, text: string): string {
  const entry = {
    version: 1,
    is: "decision",
    at: Math.floor(now()),
    agent: "test",
    session: "s1",
    callId: null,
    cwd: "/x",
    act: "shell",
    text,
    verdict: "deny",
  };
  appendFileSync(
    join(root, "ledger/records"),
    frame({ ...entry, rules: ["git.push.force"], effects: [], doubts: [], world: "", engine: "", approval: decision }),
  );
  return approvalIdOf(decision);
}

function approval(decision: string, changes: Partial<Statement> = {}): string {
  const at = Math.floor(now());
  const statement: Statement = {
    version: 1,
    id: decision.slice(0, 16),
    by,
    at,
    until: at + 600_000,
    once: true,
    where: { session: "s1" },
    about: { is: "approval", decision },
    ...changes,
  };
  return lineOf({ statement, signature: hexOf(nodeNotary.sign(seed, bytesOfAscii(messageOf(statement)))) });
}

async function doors(): Promise<readonly Door[]> {
  const context: Pick<DutyContext, "around" | "guard"> = {
    around: { home, cwd: home, accountHome: home, isRoot: false, system: "linux", variable: () => undefined },
    guard: "",
  };
  const started = await approvalDuty.start(context as DutyContext);
  return started.ok ? (started.value.doors ?? []) : [];
}

async function house(): Promise<House> {
  const open = new OpenAPIHono<HouseEnv>();
  for (const one of await doors()) one.open(open);
  return open;
}

type Reply = {
  readonly status: number;
  readonly body: {
    readonly calls?: readonly { readonly id: string; readonly state: string }[];
    readonly fault?: { readonly code: string };
  };
};

async function asks(path: string, body?: object): Promise<Reply> {
  const init = body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const reply = await (await house()).request(path, init);
  return { status: reply.status, body: (await reply.json()) as Reply["body"] };
}

const [first, second] = ["a1".repeat(32), "b2".repeat(32)];
const [id, other] = [blocked(first, "git push -f"), blocked(second, "git push -f elsewhere")];

const stateOf = async (name: string): Promise<string | undefined> =>
  (await asks("/v1/approvals")).body.calls?.find((one) => one.id === name)?.state;

test("who may grant, and what may be looked at, stands at the doors", async () => {
  const needs = (await doors()).map(({ method, path, needs: role }) => `${method} ${path} ${role}`);
  assert.deepEqual(needs, ["get /v1/approvals viewer", "post /v1/approvals/{id}/grant human", "post /v1/approvals/{id}/refuse human"]);
});

const wrong: readonly (readonly [string, string, string])[] = [
  ["no statement", "yes", "statement.unreadable"],
  ["an approval of another call", approval(second), "approval.other"],
  ["an approval for a day", approval(first, { until: Math.floor(now()) + 86_400_000 }), "approval.other"],
  ["write mode in its place", approval(first, { about: { is: "mode" }, once: false }), "approval.other"],
  ["a signature of something else", approval(first).replace(/"signature":"../, '"signature":"00'), "statement.forged"],
  ["a key that does not count", approval(first, { by: "0".repeat(32) }), "statement.keyless"],
];

for (const [what, statement, code] of wrong)
  test(`${what} grants nothing`, async () => {
    const { status, body } = await asks(`/v1/approvals/${id}/grant`, { statement });
    assert.deepEqual([status, body.fault?.code, await stateOf(id)], [409, code, "waiting"]);
  });

test("a signed approval of the call is kept, on record, and the call no longer waits", async () => {
  assert.equal((await asks(`/v1/approvals/${id}/grant`, { statement: approval(first) })).status, 200);
  assert.equal(await stateOf(id), "granted");
  assert.match(readFileSync(join(root, "statements/live"), "utf8"), new RegExp(first));
  assert.match(readFileSync(join(root, "ledger/records"), "utf8"), /"did":"signed"/);
});

test("a call that is refused no longer waits", async () => {
  assert.equal((await asks(`/v1/approvals/${other}/refuse`, {})).status, 200);
  assert.equal(await stateOf(other), "refused");
});

test("two calls with the same letters are answered by nobody", async () => {
  const twin = blocked(`${first.slice(0, 8)}${"c3".repeat(28)}`, "rm -rf /");
  assert.equal(twin, id);
  const { status, body } = await asks(`/v1/approvals/${id}/grant`, { statement: approval(first, { id: "f".repeat(16) }) });
  assert.deepEqual([status, body.fault?.code], [409, "approval.ambiguous"]);
});
