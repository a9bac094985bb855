/** The clients' readings of an answer: they say what was observed of each client, and no single fault gets a call past them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { adapters } from "../../../src/agents/agents.ts";
import { chanceFrom, rounds, seed } from "../../lib/random.ts";
import { allClients } from "../clients.ts";
import { claudeCodeReading } from "./claude-code.ts";
import { modelled } from "./clients.ts";
import { codexReading } from "./codex.ts";
import { copilotCliReading } from "./copilot-cli.ts";
import { faultIn } from "./faults.ts";
import { geminiCliReading } from "./gemini-cli.ts";
import { opencodeReading } from "./opencode.ts";
import { type Ended, ended, type Reading, type Verdict } from "./reading.ts";

const reason = "sheepdog blocked this: it is a test [test.rule]. Instead: do nothing";

function refusalOf(name: string): ReturnType<(typeof adapters)[number]["lastWords"]> {
  const adapter = adapters.find((one) => one.name === name);
  assert.ok(adapter !== undefined, `there is no adapter \`${name}\``);
  return adapter.lastWords(reason);
}

type Row = readonly [what: string, ended: Ended, ...verdicts: readonly Verdict[]];

const [runs, blocked] = ["runs", "blocked"] as const;
const late = { inTime: false } as const;
const specific = (members: object): string => JSON.stringify({ hookSpecificOutput: { hookEventName: "PreToolUse", ...members } });
const claudeDeny = specific({ permissionDecision: "deny", permissionDecisionReason: "no" });
const geminiDeny = '{"decision":"deny","reason":"no"}';

/** Without and with `onFailure: "block"`, as in the research of the contracts, section 2.1. */
const claudeRows: readonly Row[] = [
  ["exit 0, silent", ended(""), runs, runs],
  ["exit 2", ended("", { exit: 2 }), blocked, blocked],
  ["exit 2 with a reason", ended("", { exit: 2, stderr: "no" }), blocked, blocked],
  ["JSON deny", ended(claudeDeny), blocked, blocked],
  ["JSON deny, exit 1", ended(claudeDeny, { exit: 1 }), blocked, blocked],
  ["JSON deny, exit 2", ended(claudeDeny, { exit: 2 }), blocked, blocked],
  ["JSON ask", ended(specific({ permissionDecision: "ask" })), blocked, blocked],
  ["JSON defer", ended(specific({ permissionDecision: "defer" })), blocked, blocked],
  ["JSON allow", ended(specific({ permissionDecision: "allow" })), runs, runs],
  ["JSON allow, exit 2", ended(specific({ permissionDecision: "allow" }), { exit: 2 }), blocked, blocked],
  ["legacy approve", ended('{"decision":"approve"}'), runs, runs],
  ["legacy block", ended('{"decision":"block","reason":"no"}'), blocked, blocked],
  ["continue: false", ended('{"continue":false}'), runs, runs],
  ["exit 1", ended("", { exit: 1 }), runs, blocked],
  ["exit 126", ended("", { exit: 126 }), runs, blocked],
  ["exit 127", ended("", { exit: 127 }), runs, blocked],
  ["kill -9", ended("", { exit: null }), runs, blocked],
  ["too late", ended("", late), runs, blocked],
  ["deny, then too late", ended(claudeDeny, late), runs, blocked],
  ["a bad word", ended(specific({ permissionDecision: "denx" })), runs, blocked],
  ["another event", ended('{"hookSpecificOutput":{"hookEventName":"Stop","permissionDecision":"deny"}}'), runs, blocked],
  ["no event", ended('{"hookSpecificOutput":{"permissionDecision":"deny"}}'), runs, blocked],
  ["half an object", ended("{oops"), runs, runs],
  ["a banner before the deny", ended(`news\n${claudeDeny}`), runs, runs],
  ["a banner before the deny, exit 2", ended(`news\n${claudeDeny}`, { exit: 2 }), blocked, blocked],
];

/** As in section 3.2, and as observed since. */
const geminiRows: readonly Row[] = [
  ["exit 0, silent", ended(""), runs],
  ["JSON deny", ended(geminiDeny), blocked],
  ["JSON deny, exit 1", ended(geminiDeny, { exit: 1 }), blocked],
  ["JSON deny, exit 2", ended(geminiDeny, { exit: 2 }), blocked],
  ["JSON block", ended('{"decision":"block","reason":"no"}'), blocked],
  ["JSON ask without a terminal", ended('{"decision":"ask"}'), blocked],
  ["continue: false", ended('{"continue":false}'), blocked],
  ["exit 2 with text on stdout", ended("no", { exit: 2 }), blocked],
  ["exit 2 with text on stderr", ended("", { exit: 2, stderr: "no" }), blocked],
  ["exit 127 with text on stderr", ended("", { exit: 127, stderr: "not found" }), blocked],
  ["exit 2 and nothing said", ended("", { exit: 2 }), runs],
  ["exit 2 with a JSON allow", ended('{"decision":"allow"}', { exit: 2 }), runs],
  ["exit 1 and nothing said", ended("", { exit: 1 }), runs],
  ["exit 1 with text on stderr", ended("", { exit: 1, stderr: "no" }), runs],
  ["too late", ended("", late), runs],
  ["deny, then too late", ended(geminiDeny, late), runs],
  ["half an object", ended("{oops"), runs],
  ["a banner before the deny", ended(`news\n${geminiDeny}`), runs],
  ["kill -9", ended("", { exit: null }), runs],
  ["a bad word", ended('{"decision":"denx"}', { exit: 2, stderr: "no" }), runs],
  ["a number", ended("5", { exit: 2, stderr: "no" }), runs],
  ["the words of Claude Code", ended(claudeDeny), runs],
  ["the words of Claude Code, exit 2", ended(claudeDeny, { exit: 2, stderr: "no" }), runs],
];

const reasonless = specific({ permissionDecision: "deny" });

/** As in section 3.1, and as observed since. */
const codexRows: readonly Row[] = [
  ["exit 0, silent", ended(""), runs],
  ["exit 2 with a reason", ended("", { exit: 2, stderr: "no" }), blocked],
  ["exit 2 and nothing said", ended("", { exit: 2 }), runs],
  ["exit 2 with words on stdout alone", ended(claudeDeny, { exit: 2 }), runs],
  ["JSON deny", ended(claudeDeny), blocked],
  ["JSON deny without a reason", ended(reasonless), runs],
  ["JSON deny, exit 1", ended(claudeDeny, { exit: 1, stderr: "no" }), runs],
  ["JSON ask", ended(specific({ permissionDecision: "ask", permissionDecisionReason: "no" })), runs],
  ["JSON allow", ended(specific({ permissionDecision: "allow" })), runs],
  ["legacy block", ended('{"decision":"block","reason":"no"}'), blocked],
  ["continue: false", ended('{"continue":false}'), runs],
  ["a member that it does not know", ended(claudeDeny.replace("{", '{"more":1,')), runs],
  ["a banner before the deny", ended(`news\n${claudeDeny}`), runs],
  ["half an object", ended("{oops"), runs],
  ["exit 1", ended("", { exit: 1 }), runs],
  ["exit 127", ended("", { exit: 127, stderr: "not found" }), runs],
  ["kill -9", ended("", { exit: null }), runs],
  ["too late", ended("", late), runs],
];

const copilotDeny = '{"permissionDecision":"deny","permissionDecisionReason":"no"}';

/** As in section 3.4, and as observed since. */
const copilotRows: readonly Row[] = [
  ["exit 0, silent", ended(""), runs],
  ["JSON deny", ended(copilotDeny), blocked],
  ["JSON deny, exit 1", ended(copilotDeny, { exit: 1 }), blocked],
  ["JSON deny, exit 2", ended(copilotDeny, { exit: 2, stderr: "no" }), blocked],
  ["JSON ask without a terminal", ended('{"permissionDecision":"ask"}'), blocked],
  ["JSON allow, exit 2", ended('{"permissionDecision":"allow"}', { exit: 2 }), blocked],
  ["exit 2", ended("", { exit: 2 }), blocked],
  ["exit 1", ended("", { exit: 1 }), blocked],
  ["exit 127", ended("", { exit: 127 }), blocked],
  ["kill -9", ended("", { exit: null }), blocked],
  ["deny, then kill -9", ended(copilotDeny, { exit: null }), blocked],
  ["too late", ended("", late), runs],
  ["deny, then too late", ended(copilotDeny, late), runs],
  ["half an object", ended("{oops"), runs],
  ["a banner before the deny", ended(`news\n${copilotDeny}`), runs],
  ["a banner before the deny, exit 2", ended(`news\n${copilotDeny}`, { exit: 2 }), blocked],
  ["legacy block", ended('{"decision":"block","reason":"no"}'), runs],
  ["continue: false", ended('{"continue":false}'), runs],
  ["the words of Claude Code", ended(claudeDeny), runs],
];

const opencodeRows: readonly Row[] = [
  ["exit 0, silent", ended(""), runs],
  ["JSON deny, exit 2", ended(geminiDeny, { exit: 2, stderr: "no" }), blocked],
  ["JSON deny, exit 0", ended(geminiDeny), blocked],
  ["exit 1", ended("", { exit: 1 }), blocked],
  ["text on stderr", ended("", { stderr: "no" }), blocked],
  ["kill -9", ended("", { exit: null }), blocked],
  ["too late", ended("", late), blocked],
];

const matrices: readonly (readonly [client: string, rows: readonly Row[], readings: readonly Reading[]])[] = [
  ["Claude Code", claudeRows, [claudeCodeReading("continue"), claudeCodeReading("block")]],
  ["Codex CLI", codexRows, [codexReading]],
  ["Gemini CLI", geminiRows, [geminiCliReading]],
  ["GitHub Copilot CLI", copilotRows, [copilotCliReading]],
  ["OpenCode", opencodeRows, [opencodeReading]],
];

for (const [client, rows, readings] of matrices) {
  for (const [what, answer, ...verdicts] of rows) {
    test(`${client} reads as it was observed: ${what}`, () => {
      assert.deepEqual(
        readings.map((reading) => reading(answer)),
        verdicts,
      );
    });
  }
}

test("every client that can be driven here has its reading", () => {
  assert.deepEqual(modelled.map(({ name }) => name).toSorted(), [...new Set(allClients.map(({ name }) => name))].toSorted());
});

/** Five clients: five thousand together. */
const many = rounds(1_000, 20_000);

/** What a reading makes of that many faults: those that let the call through. */
function openFaults(name: string, reading: Reading): readonly string[] {
  const [answer, chance] = [refusalOf(name), chanceFrom(seed)];
  const faults = Array.from({ length: many }, () => faultIn(answer, chance));
  return faults.filter((fault) => reading(fault.ended) === "runs").map(({ what }) => what);
}

for (const { name, reading } of modelled) {
  test(`no single fault in a refusal gets a call past the guard of ${name}: ${many} of them, seed ${seed}`, () => {
    assert.equal(reading(ended("")), "runs");
    assert.deepEqual(openFaults(name, reading), []);
  });
}

test("the same faults do get calls past guards whose line is not ours", () => {
  for (const [name, reading] of [
    ["claude-code", claudeCodeReading("continue")],
    ["codex", codexReading],
    ["gemini-cli", geminiCliReading],
  ] as const) {
    assert.ok(openFaults(name, reading).length > 0, name);
  }
});
