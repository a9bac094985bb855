/** What every product has to keep, whatever its shapes are: the rest of the program relies on it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bareDecision } from "../../test/lib/bare-decision.ts";
import { callVersion } from "../guard/guard.ts";
import { adapters, type GuardLine, guardedPaths, type Installer, installers, runnables, type Scope, type SettingsFile } from "./agents.ts";

const around = { home: "/home/dev" };
const act = { kind: "shell", command: "ls", dialect: "bash", background: false } as const;
const call = { version: callVersion, act, by: { agent: "x" }, cwd: "/p", home: "/home/dev", mode: "read" } as const;

for (const adapter of adapters) {
  const { name } = adapter;

  test(`${name}: its example is read as the very command, in its folder`, () => {
    const command = "echo 'a \"b\"' && touch \\x $HOME";
    const moment = adapter.readEnvelope(adapter.example(command, "/some where/p"), around);
    assert.ok(moment.ok && moment.value.at === "before-call");
    assert.deepEqual(moment.value.call.act, { ...act, command });
    assert.deepEqual([moment.value.call.cwd, moment.value.call.home, moment.value.call.by.agent], ["/some where/p", "/home/dev", name]);
  });

  test(`${name}: allow is silence, and deny and ask are the last words`, () => {
    for (const verdict of ["allow", "warn"] as const) {
      assert.deepEqual(adapter.answer({ at: "before-call", call }, { decision: bareDecision(call, verdict), wording: "" }), {
        stdout: "",
        stderr: "",
        exit: 0,
      });
    }
    for (const verdict of ["deny", "ask"] as const) {
      assert.deepEqual(
        adapter.answer({ at: "before-call", call }, { decision: bareDecision(call, verdict), wording: "why" }),
        adapter.lastWords("why"),
      );
    }
  });

  test(`${name}: a refusal speaks on all three channels, with its reason once in an object`, () => {
    const { stdout, stderr, exit } = adapter.lastWords("REASON");
    assert.equal(exit, 2);
    assert.equal(stdout.split("REASON").length, 2);
    assert.equal(typeof JSON.parse(stdout), "object");
    assert.match(stderr, /REASON/);
    assert.notEqual(adapter.lastWords(" \n").stderr.trim(), "");
  });

  test(`${name}: half an envelope, another one and none at all are refused`, () => {
    const whole = adapter.example("ls", "/p");
    for (const text of ["", "null", "[]", "{}", "{oops", whole.slice(0, -1), `${whole}${whole}`, JSON.stringify([whole])]) {
      assert.equal(adapter.readEnvelope(text, around).ok, false, text);
    }
  });
}

test("every installer has an adapter, and the one without is for tools of anybody's", () => {
  const speaking = adapters.map(({ name }) => name);
  assert.deepEqual(
    installers.filter(({ name }) => !speaking.includes(name)),
    [],
  );
  const installing = installers.map(({ name }) => name);
  assert.deepEqual(
    speaking.filter((name) => !installing.includes(name)),
    ["generic"],
  );
});

test("guarded paths are absolute, in a home, behind a variable or meant in every project", () => {
  for (const path of guardedPaths) assert.match(path, /^(?:\/|~\/|\.\/|\$[A-Z_]+\/)/, path);
});

const line: GuardLine = {
  guard: "/home/dev/it's/.sheepdog/guard",
  root: "/home/dev/it's/.sheepdog",
  clientVersion: "999.0.0",
  scope: "user",
  sha256: (text) => text.length.toString(16).padStart(64, "0"),
  unforeseen: "0123456789abcdef0123456789abcdef",
};

function emptyFiles(installer: Installer, scope: Scope): readonly SettingsFile[] {
  const spot = {
    scope,
    home: "/home/dev",
    project: "/home/dev/p",
    variable: () => undefined,
    system: "linux",
    realPath: (path: string) => path,
  } as const;
  return installer.files(spot).map((file) => ({ ...file, text: null }));
}

function isGuarded(path: string): boolean {
  return guardedPaths.some((one) => path === one || path.startsWith(`${one}/`));
}

for (const installer of installers) {
  for (const scope of ["user", "project", "managed"] as const) {
    const before = emptyFiles(installer, scope);
    if (before.length === 0) continue;
    const there: GuardLine = { ...line, scope, root: scope === "managed" ? null : line.root };

    test(`${installer.name}, ${scope}: the guard goes in, a second run changes nothing, doctor has nothing to repair, and it comes out again`, () => {
      const once = installer.install(before, there);
      assert.ok(once.ok, JSON.stringify(once));
      assert.ok(once.value.some(({ text }) => text?.includes("guard")));
      assert.deepEqual(installer.install(once.value, there), once);
      assert.deepEqual(
        installer.examine(once.value, there).filter(({ weight }) => weight !== "note"),
        [],
      );
      assert.notEqual(installer.hookLine(once.value), undefined);
      if (scope === "managed") assert.ok(!once.value.some(({ text }) => text?.includes("--root")));
      assert.deepEqual(installer.uninstall(once.value), { ok: true, value: before });
    });

    test(`${installer.name}, ${scope}: without the guard doctor says that it is missing, and there is no line to run`, () => {
      assert.ok(installer.examine(before, there).some(({ code, weight }) => code === "guard.missing" && weight !== "note"));
      assert.equal(installer.hookLine(before), undefined);
    });
  }

  test(`${installer.name}: what takes the guard away is guarded`, () => {
    const files = [...emptyFiles(installer, "user"), ...emptyFiles(installer, "managed")].map(({ path }) =>
      path.replace("/home/dev/", "~/"),
    );
    assert.deepEqual(
      files.filter((path) => !isGuarded(path)),
      [],
    );
    const brought = installer.projectSettings("/home/dev/p").map((path) => path.replace("/home/dev/p/", "./"));
    assert.deepEqual(
      brought.filter((path) => !isGuarded(path)),
      [],
    );
  });
}

for (const { client, accounts } of runnables) {
  test(`${client.name}: what the fleet can run is a product that can be started under the guard, and its accounts know who pays`, () => {
    const installer = installers.find(({ name }) => name === client.name);
    assert.ok(installer?.launch !== undefined && client.headless !== undefined);
    assert.ok(
      accounts.payments.subscription !== undefined && accounts.payments.subscription.secret === null,
      "a person's login is never handed on",
    );
    const deciding = Object.values(accounts.payments).flatMap(({ sets, secret, needs }) => [
      ...Object.keys(sets),
      ...needs,
      ...(secret === null ? [] : [secret]),
    ]);
    for (const name of deciding.filter((one) => !one.endsWith("REGION"))) assert.ok(accounts.deciding.includes(name), name);
  });
}
