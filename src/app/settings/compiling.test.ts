/** What a settings file may say, what is told of one that is wrong, and who may change what somebody else said. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "./compiling.ts";
import { flawText } from "./flaw.ts";
import type { LayerName } from "./layer.ts";
import { placeAt } from "./schema-walk.ts";
import { type Settings, settingsSchema } from "./schema.ts";
import { namesBelow } from "./shown.ts";

type Texts = Partial<Record<LayerName, string>>;

const compiled = (texts: Texts) =>
  compile(Object.entries(texts).map(([layer, text]) => ({ layer: layer as LayerName, file: layer, text })));

function settingsOf(texts: Texts): Settings {
  const { layered, flaws } = compiled(texts);
  assert.deepEqual(flaws.map(flawText), []);
  assert.ok(layered !== undefined);
  return layered.settings;
}

const flawsOf = (texts: Texts): readonly string[] => {
  const { layered, flaws } = compiled(texts);
  assert.equal(layered, undefined, "a flawed file counts for nothing");
  return flaws.map(flawText);
};

test("where nobody says anything, each setting is what it usually is", () => {
  const usual = settingsSchema.parse({});
  for (const user of ["", "# only a comment\n", "---\n", "daemon:\n  # tcp: true\nfleet:\n", "{}"])
    assert.deepEqual(settingsOf({ user }), usual, user);
  assert.equal(usual.daemon.tcp, false);
  assert.equal(usual.ledger.keep, 30 * 86_400_000);
});

test("what somebody says holds, and nothing else changes", () => {
  const { ledger, daemon, fleet } = settingsOf({ user: "ledger:\n  keep: 60d\nfleet:\n  attemptCost: 2.5\n" });
  assert.equal(ledger.keep, 60 * 86_400_000);
  assert.equal(ledger.seal, 300_000);
  assert.equal(fleet.attemptCost, 2_500_000);
  assert.equal(daemon.port, 7878);
});

const wrong: readonly (readonly [text: string, told: string])[] = [
  ["leger:\n  keep: 1d\n", "`user:1:1`: there is no setting `leger`; did you mean `ledger`?"],
  ["daemon:\n  tcp: true\n  prot: 8000\n", "`user:3:3`: there is no setting `daemon.prot`; did you mean `port`?"],
  ["daemon:\n  wholly: other\n", "`user:2:3`: there is no setting `daemon.wholly`"],
  ["daemon:\n  port: 80\n", "`user:2:9`: `daemon.port` is `80`; it has to be a whole number from 1024 to 65535"],
  ["daemon:\n  port: '8000'\n", "`user:2:9`: `daemon.port` is `8000`; it has to be a whole number from 1024 to 65535"],
  ["daemon:\n  tcp: yes\n", "`user:2:8`: `daemon.tcp` is `yes`; it has to be `true` or `false`"],
  ["daemon: 5\n", "`user:1:9`: `daemon` has to be a section with names and values"],
  ["- a\n", "`user:1:1`: the file has to be a section with names and values"],
  [
    "ledger:\n  seal: 2d\n",
    "`user:2:9`: `ledger.seal` is `2d`; it has to be a duration such as `90s`, `10m`, `12h` or `30d`, from 1s to 1d",
  ],
  ["daemon:\n  log: debug\n", "`user:2:8`: `daemon.log` is `debug`; it has to be one of `error`, `warn`, `info`"],
  ["a: 1\na: 2\n", "`user:2:1`: it is not YAML: Map keys must be unique"],
  ["__proto__:\n  x: 1\n", "`user:1:1`: there is no setting `__proto__`"],
  ["constructor: 1\n", "`user:1:1`: there is no setting `constructor`"],
  ["fleet:\n  accounts:\n    Big Name: {}\n", "`user:3:5`: `Big Name` is no name: lower-case letters, digits and dashes, at most 40"],
  [
    "fleet:\n  accounts:\n    main:\n      kind: bedrock\n",
    "`user:4:7`: `fleet.accounts.main.folder` is missing; it has to be a folder's path, from `/` or `~/` on",
  ],
  [
    "notices:\n  webhook: http://example.org/\n",
    "`user:2:12`: `notices.webhook` is `http://example.org/`; it has to be an address with `https://`, or `http://` on loopback, or `null`",
  ],
];

for (const [text, told] of wrong) test(`a person is told where and what: ${told}`, () => assert.deepEqual(flawsOf({ user: text }), [told]));

test("everything that is wrong is told at once", () => {
  assert.equal(flawsOf({ user: "daemon:\n  prot: 1\n  port: 1\nleger: 1\n", organisation: "x: 1\n" }).length, 4);
});

test("what is no YAML, or takes a parser too long, is no settings file", () => {
  const bomb = `a: &a [x,x]\n${Array.from({ length: 30 }, (_, at) => `b${at}: &b${at} [*${at === 0 ? "a" : `b${at - 1}`},*${at === 0 ? "a" : `b${at - 1}`}]`).join("\n")}\n`;
  for (const user of [
    "a: [1\n",
    "\tdaemon: 1\n",
    "a: !!js/function 'x'\n",
    bomb,
    "x".repeat(1_000_001),
    "a: *nothing\n",
    "%YAML 9\n---\na: 1",
  ])
    assert.equal(flawsOf({ user }).length, 1, user.slice(0, 40));
});

/** Who comes later → what they may do to a setting whose stricter way is known. */
const moves: readonly (readonly [texts: Texts, allowed: boolean])[] = [
  [{ organisation: "ledger: { keep: 40d }", user: "ledger: { keep: 50d }" }, true],
  [{ organisation: "ledger: { keep: 40d }", user: "ledger: { keep: 40d }" }, true],
  [{ organisation: "ledger: { keep: 40d }", user: "ledger: { keep: 39d }" }, false],
  [{ organisation: "ledger: { seal: 1m }", user: "ledger: { seal: 2m }" }, false],
  [{ organisation: "ledger: { seal: 1m }", user: "ledger: { seal: 30s }" }, true],
  [{ organisation: "daemon: { tcp: false }", user: "daemon: { tcp: true }" }, false],
  [{ organisation: "daemon: { tcp: true }", user: "daemon: { tcp: false }" }, true],
  [{ organisation: "daemon: { port: 8000 }", user: "daemon: { port: 9000 }" }, true],
  [{ organisation: "fleet: { whenLimited: wait }", user: "fleet: { whenLimited: overflow }" }, false],
  [{ organisation: "fleet: { whenLimited: overflow }", user: "fleet: { whenLimited: wait }" }, true],
  [{ user: "ledger: { keep: 1h }" }, true],
  [{ repository: "ledger: { keep: 29d }" }, false],
  [{ repository: "ledger: { keep: 31d }" }, true],
  [{ user: "ledger: { keep: 60d }", repository: "ledger: { keep: 31d }" }, false],
  [{ user: "fleet: { sessions: 3 }", repository: "fleet: { sessions: 4 }" }, false],
  [{ user: "fleet: { sessions: 3 }", repository: "fleet: { sessions: 2 }" }, true],
  [{ repository: "daemon: { port: 9000 }" }, false],
  [{ repository: "notices: { webhook: 'https://evil.example/' }" }, false],
  [{ repository: "fleet: { promptBefore: obey }" }, false],
  [{ repository: "fleet: { accounts: { mine: { kind: bedrock, folder: /x } } }" }, false],
];

for (const [texts, allowed] of moves) {
  const shown = Object.entries(texts)
    .map(([layer, text]) => `${layer} says ${text}`)
    .join(", ");
  test(`${shown}: ${allowed ? "fine" : "refused"}`, () => {
    if (allowed) settingsOf(texts);
    else assert.equal(flawsOf(texts).length > 0, true);
  });
}

test("of every setting without a stricter way a repository is told that it has no say", () => {
  for (const name of namesBelow([])) {
    const place = placeAt(name.split("."));
    if (place?.is !== "setting" || place.about.stricter !== null) continue;
    const usual = place.schema.safeParse(undefined);
    const written = usual.success ? place.about.written(usual.data as null) : null;
    const [section = "", key = ""] = name.split(".");
    const told = flawsOf({ repository: JSON.stringify({ [section]: { [key]: written } }) });
    assert.match(told[0] ?? "", /cannot be set by a repository/, name);
  }
});

test("it is known who set what, and where", () => {
  const { layered } = compiled({ organisation: "ledger:\n  keep: 40d\n", user: "\nledger:\n  keep: 50d\n" });
  assert.deepEqual(layered?.origins.get("ledger.keep"), { layer: "user", file: "user", line: 3 });
  assert.equal(layered?.origins.get("ledger.seal"), undefined);
});
