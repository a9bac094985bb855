/** Gemini CLI and OpenCode with the real guard: they obey, and nothing around it gets the guard out of the way. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, statSync, truncateSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Content, use } from "../../src/agents/wire/content.ts";
import { type Client, geminiCli, opencode } from "./clients.ts";
import { blocked, passed } from "./controls.ts";
import { lineIn } from "./fake-guard.ts";
import { placed, recordsIn, skipOf } from "./placed-guard.ts";
import { installerOf, run, spotIn, textIn, type Trial, write } from "./trial.ts";

type Driven = {
  readonly client: Client;
  readonly command: (command: string, id?: string) => Content;
};

const driven: readonly Driven[] = [
  {
    client: geminiCli,
    command: (command, id) => use("run_shell_command", { command, description: "try" }, id),
  },
  {
    client: opencode,
    command: (command, id) => use("bash", { command, description: "try" }, id),
  },
];

const patienceMs = 110_000;

/** The file by which the client comes to the guard, from the home. */
function loader(client: Client): string {
  const [file] = installerOf(client).files(spotIn({ home: "", project: "/proj" }));
  return file?.path.slice(1) ?? "";
}

function overwriting(client: Client, command: Driven["command"]): Trial["turns"] {
  return ({ home }) => {
    const path = `${home}/${loader(client)}`;
    return [[command(`mkdir -p '${dirname(path)}'; echo x >'${path}'`)]];
  };
}

/** One call that is allowed, and then one that is not. */
function twoOf(command: Driven["command"]): Trial["turns"] {
  return ({ project }) => [[command(`touch '${project}/one'`, "call_1")], [command(`sheepdog-canary; touch '${project}/two'`, "call_2")]];
}

for (const { client, command } of driven) {
  const { title } = client;
  const skip = skipOf(client);
  const trying = (call: (path: string) => Content, more: Partial<Trial> = {}): Trial => ({
    client,
    settings: placed(client),
    turns: ({ project }) => [[call(`${project}/made`)]],
    patienceMs,
    ...more,
  });

  test(`${title} does what the guard allows`, { skip }, () => passed(trying((path) => command(`touch '${path}'`))));

  test(`${title} does not do what the guard denies, and tells the model which rule says so`, { skip }, async () => {
    const [result = ""] = await blocked(trying((path) => command(`sheepdog-canary; touch '${path}'`)));
    assert.match(result, /guard\.canary/);
  });

  test(`${title} does not do what needs a person, and tells the model so`, { skip }, async () => {
    const [result = ""] = await blocked(trying((path) => command(`kubectl delete namespace shop; touch '${path}'`)));
    assert.match(result, /until a person agrees/);
  });

  test(`${title} does not write the file that loads the guard`, { skip }, async () => {
    const trial = trying(() => command("true"), { turns: overwriting(client, command) });
    const { settings: _settings, ...unguarded } = trial;
    await run(unguarded, ({ place }) => assert.equal(textIn(place, loader(client)), "x\n"));
    await run(trial, ({ place, results }) => {
      assert.match(textIn(place, loader(client)), /\.sheepdog\/guard/);
      assert.match(results.join(), /sheepdog blocked this/);
    });
  });

  test(`${title} leaves a record of every call in the ledger`, { skip }, async () => {
    await run(
      trying(() => command("true"), { turns: twoOf(command) }),
      ({ place }) => {
        const records = recordsIn(place, "decision");
        const verdicts = records.flatMap((record) => /"verdict":"(\w+)"/.exec(record)?.[1] ?? []);
        assert.deepEqual(verdicts, ["allow", "deny"], records.join("\n"));
      },
    );
  });

  const spoilt: readonly (readonly [what: string, spoil: (root: string) => void])[] = [
    ["the ledger is gone", (root) => execFileSync("rm", ["-r", join(root, "ledger")])],
    ["the guard is cut short", (root) => truncateSync(join(root, "guard"), 100_000)],
  ];

  for (const [what, spoil] of spoilt) {
    test(`${title} blocks even a harmless call when ${what}`, { skip }, async () => {
      await blocked(trying((path) => command(`touch '${path}'`), { settings: placed(client, spoil) }));
    });
  }

  test(`${title} gets an answer for a command of 100 kB`, { skip }, async () => {
    await blocked(trying((path) => command(`: ${"x".repeat(100_000)}; sheepdog-canary; touch '${path}'`)));
  });
}

/** The client reads system settings only where nobody else can write to any folder above them, so not below the temporary one. */
const safeFolder = fileURLToPath(new URL("../../.cache/launches", import.meta.url));

const switchesOff = [
  '{"hooksConfig":{"enabled":false}}',
  '{"hooks":null}',
  `{"hooksConfig":{"disabled":["sheepdog","sheepdog ${"1".repeat(32)}"]}}`,
];

/** A trial of the client as `sheepdog run` starts it, on a machine with these managed settings; `folder` is where the launch keeps its own. */
function launchedIn(folder: string, managed: string | null, more: Partial<Trial> = {}): Trial {
  let env: Readonly<Record<string, string>> = {};
  return {
    client: geminiCli,
    turns: ({ project }) => [[use("run_shell_command", { command: `sheepdog-canary; touch '${project}/made'`, description: "try" })]],
    settings: (place) => {
      placed(geminiCli)(place);
      const root = join(place.home, ".sheepdog");
      const launch = installerOf(geminiCli).launch?.({
        words: [],
        line: { ...lineIn(place, geminiCli), guard: join(root, "guard"), root },
        folder,
        home: place.home,
        variable: () => undefined,
        managed: [{ name: "settings", path: "/etc/gemini-cli/settings.json", text: managed }],
      });
      assert.ok(launch?.ok === true);
      for (const file of launch.value.files) write(file.path, file.text ?? "", 0o600);
      env = Object.fromEntries(Object.entries(launch.value.env).filter((pair): pair is [string, string] => pair[1] !== null));
      return [];
    },
    ...more,
    get env() {
      return env;
    },
  };
}

async function inLaunchFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = join(safeFolder, String(process.pid));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const skipGemini = skipOf(geminiCli);
const skipLaunch =
  skipGemini ||
  (isOpenToOthers(safeFolder) && "others may write to a folder above this checkout, and the client would not read our settings there");

function isOpenToOthers(path: string): boolean {
  const above = dirname(path);
  const mode = existsSync(path) ? statSync(path).mode : 0;
  return (mode & 0o022) !== 0 || (above !== path && isOpenToOthers(above));
}

test(`${geminiCli.title}, launched by us, asks the guard in a trusted repository that switches hooks off`, { skip: skipLaunch }, () =>
  inLaunchFolder(async (folder) => {
    for (const text of switchesOff) await blocked(launchedIn(folder, null, { files: { "proj/.gemini/settings.json": text } }));
  }),
);

test(`${geminiCli.title}, launched by us, keeps to the settings of whoever runs the machine as well`, { skip: skipLaunch }, () =>
  inLaunchFolder(async (folder) => {
    const audit = { type: "command", command: "touch audited" };
    const managed = JSON.stringify({ hooks: { BeforeTool: [{ hooks: [audit] }] } });
    await run(launchedIn(folder, managed), ({ place, results }) => {
      assert.ok(existsSync(join(place.project, "audited")), "their hook was not called");
      assert.match(results.join(), /guard\.canary/);
    });
  }),
);
