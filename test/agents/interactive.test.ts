/** What `ask` and `deny` become with a person in front of the client: refused at once, and no dialog. The rows of docs/agents.md. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { SettingsFile } from "../../src/agents/agents.ts";
import { type Content, use } from "../../src/agents/wire/content.ts";
import { claudeCode, type Client, codex, copilotCli, geminiCli, opencode } from "./clients.ts";
import { exchangingGuard } from "./exchanging-guard.ts";
import { placed, skipOf } from "./placed-guard.ts";
import { inTerminal, noTerminal, type Terminal } from "./terminal.ts";
import { isThere, type Place, type Trial } from "./trial.ts";

type Row = {
  readonly client: Client;
  readonly mode: string;
  /** The words of the command line, without those of a run that nobody watches. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly call: (command: string, id: string) => Content;
  /** What a person has agreed to before: this folder, this key. */
  readonly agreed?: (place: Place) => readonly SettingsFile[];
  readonly ready: RegExp;
  /** The client's own dialog, the cursor on its first row; `null` in a mode in which it shows none. */
  readonly dialog: RegExp | null;
};

const bash: Row["call"] = (command, id) => use("Bash", { command }, id);
const execute: Row["call"] = (cmd, id) => use("exec_command", { cmd }, id);
/** In its sandbox the client asks nobody; a call that wants out of it is one that a person has to agree to. */
const leaving: Row["call"] = (cmd, id) => use("exec_command", { cmd, sandbox_permissions: "require_escalated", justification: "try" }, id);
const described =
  (tool: string): Row["call"] =>
  (command, id) =>
    use(tool, { command, description: "try" }, id);

function claudeState({ home, project }: Place): readonly SettingsFile[] {
  const state = {
    hasCompletedOnboarding: true,
    theme: "dark",
    customApiKeyResponses: { approved: ["dummy-key"], rejected: [] },
    bypassPermissionsModeAccepted: true,
    projects: { [project]: { hasTrustDialogAccepted: true } },
  };
  return [{ name: "state", path: join(home, ".claude/.claude.json"), text: JSON.stringify(state) }];
}

function copilotState({ home, project }: Place): readonly SettingsFile[] {
  return [{ name: "state", path: join(home, ".copilot/config.json"), text: JSON.stringify({ trustedFolders: [project] }) }];
}

const claude = { client: claudeCode, call: bash, agreed: claudeState, ready: /(manual mode|accept edits|bypass permissions) on/ };
const claudeDialog = /Do you want to proceed\?\s+❯ 1\. Yes/;
const codexRow = { client: codex, ready: /› Ask Codex to do anything\s+canary default/ };
const copilot = { client: copilotCli, call: described("bash"), agreed: copilotState, ready: /❯[^]*(Interactive|Autopilot)/ };
const copilotWords = ["--no-auto-update", "--no-remote"];
const gemini = { client: geminiCli, call: described("run_shell_command"), ready: /Type your message/ };
const geminiWords = ["-m", "gemini-2.5-pro"];
const open = { client: opencode, call: described("bash"), args: [], ready: /Ask anything/ };

const rows: readonly Row[] = [
  { ...claude, mode: "default", args: ["--permission-mode", "default"], dialog: claudeDialog },
  { ...claude, mode: "acceptEdits", args: ["--permission-mode", "acceptEdits"], dialog: null },
  { ...claude, mode: "bypassPermissions", args: ["--dangerously-skip-permissions"], dialog: null },
  {
    ...codexRow,
    mode: "on-request",
    call: leaving,
    args: ["--sandbox", "read-only", "--ask-for-approval", "on-request"],
    dialog: /Would you like to run[^]*› 1\. Yes/,
  },
  { ...codexRow, mode: "bypass", call: execute, args: ["--dangerously-bypass-approvals-and-sandbox"], dialog: null },
  { ...copilot, mode: "manual approval", args: copilotWords, dialog: /Do you want to run this command\?[^]*❯ 1\. Yes/ },
  { ...copilot, mode: "allow-all", args: [...copilotWords, "--allow-all"], dialog: null },
  { ...gemini, mode: "default", args: geminiWords, dialog: /Allow execution of[^]*● 1\. Allow once/ },
  { ...gemini, mode: "yolo", args: [...geminiWords, "--yolo"], dialog: null },
  { ...open, mode: "bash: ask", env: { OPENCODE_PERMISSION: '{"bash":"ask"}' }, dialog: /Permission required[^]*Allow once/ },
  { ...open, mode: "bash: allow", dialog: null },
];

function trialOf(row: Row, turns: Trial["turns"]): Trial {
  const { client, args, env, agreed } = row;
  return { client, turns, args: () => args, ...(env === undefined ? {} : { env }), settings: (place) => agreed?.(place) ?? [] };
}

function guarded(trial: Trial): Trial {
  const { settings } = trial;
  return {
    ...trial,
    settings: (place) => {
      const agreed = settings?.(place) ?? [];
      return [...(typeof agreed === "string" ? [] : agreed), ...placed(trial.client)(place)];
    },
  };
}

async function begin({ press, until }: Terminal, { ready }: Row): Promise<void> {
  await until("a prompt that waits for words", (screen) => ready.test(screen));
  await press("-l", "begin");
  await until("the words in the prompt", (screen) => screen.includes("begin"));
  await press("Enter");
}

const touch = ({ project }: Place): string => `touch '${project}/made'`;

/** Without a guard the call waits in the client's dialog, or is done where the mode asks nobody. */
async function unguarded(row: Row): Promise<void> {
  await inTerminal(
    trialOf(row, (place) => [[row.call(touch(place), "call_1")]]),
    async (terminal) => {
      await begin(terminal, row);
      await terminal.until("the call's end without a guard", (screen) => reached(row, terminal, screen));
    },
  );
}

function reached({ dialog }: Row, { place }: Terminal, screen: string): boolean {
  return dialog === null ? isThere(place, "proj/made") : dialog.test(screen) && !isThere(place, "proj/made");
}

/** First a call that needs a person, then one that is denied, then one that nobody has anything against. */
function three(row: Row): Trial["turns"] {
  return (place) => [
    [row.call(`kubectl delete namespace shop; touch '${place.project}/asked'`, "call_1")],
    [row.call(`sheepdog-canary; touch '${place.project}/denied'`, "call_2")],
    [row.call(touch(place), "call_3")],
  ];
}

for (const row of rows) {
  const { client, mode } = row;
  const skip = noTerminal === false ? skipOf(client) : noTerminal;

  test(
    `${client.title}, interactive, ${mode}: ask and deny are refused without a dialog, and an allowed call meets the client's own`,
    {
      skip,
    },
    async () => {
      await unguarded(row);
      await inTerminal(guarded(trialOf(row, three(row))), async (terminal) => {
        await begin(terminal, row);
        const { place, model } = terminal;
        // Nobody presses a key from here on: what comes to the model has waited for no dialog.
        const screen = await terminal.until("the allowed call", (seen) => model.results().length >= 2 && reached(row, terminal, seen));
        const [asked = "", denied = ""] = model.results();
        assert.match(asked, /until a person agrees/, screen);
        assert.match(denied, /guard\.canary/, screen);
        assert.deepEqual([isThere(place, "proj/asked"), isThere(place, "proj/denied")], [false, false], screen);
      });
    },
  );
}

/** Those that take a call back in another form, each in the mode in which it asks the person. */
const exchanging = rows.filter(({ client, dialog }) => dialog !== null && [claudeCode, codex, copilotCli].includes(client));

function exchanged({ client, agreed }: Row): NonNullable<Trial["settings"]> {
  return (place) => {
    const command = `touch '${place.project}/asked'`;
    const input = client === codex ? { command } : { command, description: "try" };
    return [...(agreed?.(place) ?? []), ...exchangingGuard(place, { client, input, command: touch(place) })];
  };
}

for (const row of exchanging) {
  const { client, mode } = row;
  test(
    `${client.title}, interactive, ${mode}: a call in another form meets the client's own dialog, which shows that form`,
    {
      skip: noTerminal === false ? client.skip : noTerminal,
    },
    async () => {
      const trial = trialOf(row, ({ project }) => [[row.call(`touch '${project}/asked'`, "call_1")]]);
      await inTerminal({ ...trial, settings: exchanged(row) }, async (terminal) => {
        await begin(terminal, row);
        const screen = await terminal.until("the dialog", (seen) => row.dialog?.test(seen) === true);
        assert.match(screen, /proj\/made/);
        assert.deepEqual(
          ["asked", "made"].filter((name) => isThere(terminal.place, `proj/${name}`)),
          [],
        );
      });
    },
  );
}

const guide = readFileSync(new URL("../../docs/agents.md", import.meta.url), "utf8");

test("each row of this file has its words in the guide", () => {
  for (const { client, mode } of rows) {
    const line = guide.split("\n").find((one) => one.startsWith(`| ${client.title} | interactive`));
    assert.ok(line?.includes(`\`${mode}\``), `${client.title}: ${mode}`);
  }
});
