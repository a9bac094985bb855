/** npm, pnpm, yarn and npx: the scripts of `package.json` that they run, what they fetch, and what they publish. */
import { absolutePath, folderOf, nameOf } from "../../../../base/path.ts";
import { headOf, hole, literal, type Value } from "../../../shell/value.ts";
import type { Part } from "../../describing/deeds.ts";
import { has, type Line, readLine, valuesOf } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import { fileText, type FileText, textAbove } from "../../scripts/file-text.ts";
import { hasScript, scriptSteps } from "../../scripts/package-scripts.ts";
import { runsOf, type Step } from "../../scripts/step.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { managed, type PackageRow, phrases, shapeFrom } from "./managers.ts";
import { addressParts, runsPackage } from "./sources.ts";
import { settingParts, settingRuns } from "./settings.ts";

const takes =
  "registry prefix C dir cwd workspace w filter F loglevel tag otp access p package c call script-shell cache userconfig globalconfig omit include network-concurrency";

const row: PackageRow = {
  names: "",
  takes,
  installs: phrases("install, i, add, in, ins, isntall, ci, clean-install, install-test, update, up, upgrade, link, global add, import"),
  publishes: phrases("publish, npm publish"),
  withdraws: phrases("unpublish, npm unpublish"),
  grants: phrases("owner, access, team, org, token, npm owner"),
  index: "registry",
  variables: "npm_config_registry NPM_CONFIG_REGISTRY YARN_REGISTRY YARN_NPM_REGISTRY_SERVER",
};

export const nodePackages: readonly Tool[] = [
  { names: ["npm", "pnpm", "yarn", "yarnpkg", "cnpm"], shape: shapeFrom(takes), verbs: 1, effects: npmParts, runs: npmRuns },
  { names: ["npx", "bunx", "pnpx"], shape: shapeFrom("p package c call registry"), effects: oneOffParts, runs: oneOffRuns },
  { names: ["run-s", "run-p", "npm-run-all", "npm-run-all2"], shape: shapeFrom("max-parallel npm-path"), runs: severalRuns },
];

function npmParts(use: Use): readonly Part[] {
  const [verb, program] = use.line.operands;
  // Other than npm, `exec` runs what the project has installed and nothing else; `create thing` runs the package `create-thing`.
  const isOneOff = (use.name === "npm" ? /^(exec|x|create|init|innit)$/ : /^(dlx|create)$/).test(verb?.text ?? "");
  const fetched = isOneOff && program !== undefined && !isInstalled(program, use) ? packageParts(program, use) : [];
  return [...managed(use, row), ...fetched, ...settingParts(use)];
}

/** Scripts of the package that these verbs run, in this order. */
const lifecycle: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    "install i ci clean-install in ins add": "preinstall install postinstall prepublish preprepare prepare postprepare",
    "test t tst": "pretest test posttest",
    start: "prestart start poststart",
    stop: "prestop stop poststop",
    restart: "prerestart restart postrestart",
    "publish pack": "prepublishOnly prepack prepare postpack publish postpublish",
    version: "preversion version postversion",
  }).flatMap(([verbs, scripts]) => verbs.split(" ").map((verb) => [verb, scripts.split(" ")] as const)),
);

const running: ReadonlySet<string> = new Set(["run", "run-script", "rum", "urn"]);

function npmRuns(use: Use): readonly Run[] {
  const [verb, ...rest] = use.line.operands;
  if (has(use.line, "help", "h", "version", "v")) return [];
  const file = packageFile(use);
  const own = [...settingRuns(use), ...everywhere(use)];
  if (file === undefined || verb?.known === false) return own;
  const steps = scriptsRun(file, { verb: verb?.text, rest, use });
  return [...own, ...runsOf(steps, use), ...(steps.length === 0 ? programRuns(use) : [])];
}

/** `yarn workspaces foreach run X` is `yarn run X` in each of them, `yarn workspace NAME X` in one. */
function everywhere({ name, words }: Use): readonly Run[] {
  const [verb, ...rest] = words;
  if (!name.startsWith("yarn") || !/^workspaces?$/.test(verb?.text ?? "")) return [];
  const behind = verb?.text === "workspace" || rest[0]?.text === "foreach" ? rest.slice(1) : rest;
  const { operands } = readLine(behind, { short: "j", long: ["jobs", "include", "exclude", "from", "since"] }, true);
  return operands.length === 0 || operands[0]?.text === "list" ? [] : [{ as: "words", words: [literal(name), ...operands], via: name }];
}

/** Verbs of yarn and pnpm themselves: any other word is a script, or else a program that the project has installed. */
const verbs: ReadonlySet<string> = new Set(
  `access add approve-builds audit autoclean bin bugs c cache cat-file cat-index check ci config constraints create dedupe deploy deprecate dist-tag dlx
  doctor docs edit env exec explain fetch find-hash fund generate-lock-entry global help i ignored-builds import info init install install-test
  it licenses link list ll ln login logout ls node npm outdated owner pack patch patch-commit patch-remove ping pkg plugin policies prefix prune
  publish rb rebuild recursive remove rm root run s se search self-update self-upgrade server set setup star stage start stop store t tag team
  test token tst un uninstall unlink unplug unpublish up update upgrade upgrade-interactive version versions view whoami why workspace
  workspaces x`.split(/\s+/),
);

function programRuns(use: Use): readonly Run[] {
  const [verb, next] = frontOf(use).operands;
  if (use.name === "npm" || use.name === "cnpm" || verb?.known !== true) return [];
  const program = verb.text === "run" && use.name.startsWith("yarn") ? next : verbs.has(verb.text) ? undefined : verb;
  if (program?.known !== true || /[./]/.test(program.text)) return [];
  return [{ as: "words", words: use.words.slice(use.words.indexOf(program)), via: use.name }];
}

type Asked = { readonly verb: string | undefined; readonly rest: readonly Value[]; readonly use: Use };

function scriptsRun(file: FileText, { verb, rest, use }: Asked): readonly Step[] {
  const without = isQuiet(use);
  if (verb === undefined) return use.name.startsWith("yarn") && !without ? named(file, lifecycle.get("install") ?? []) : [];
  const [script, ...args] = rest;
  if (running.has(verb))
    return script?.known === true ? withNeighbours(file, script.text, { args: argsBehind(use, script, args), use }) : [];
  const scripts = lifecycle.get(verb);
  if (scripts !== undefined && !(/^(i|in|ins|add)/.test(verb) && rest.length > 0)) return without ? [] : named(file, scripts);
  // yarn and pnpm take the name of a script for a verb.
  const isName = use.name !== "npm" && scripts === undefined && hasScript(file, verb);
  return isName ? withNeighbours(file, verb, { args: rest, use }) : [];
}

function isQuiet({ line }: Use): boolean {
  return has(line, "ignore-scripts") && !valuesOf(line, "ignore-scripts").some(({ text }) => text === "false");
}

function named(file: FileText, scripts: readonly string[]): readonly Step[] {
  return scripts.flatMap((script) => scriptSteps(file, script));
}

type Called = { readonly args: readonly Value[]; readonly use: Use };

/** `prebuild` runs before `build` and `postbuild` behind it. */
function withNeighbours(file: FileText, script: string, { args, use }: Called): readonly Step[] {
  const words = args.length === 0 ? "" : ` ${args.map(quoted).join(" ")}`;
  const own = scriptSteps(file, script, { words });
  return isQuiet(use) ? own : [...scriptSteps(file, `pre${script}`), ...own, ...scriptSteps(file, `post${script}`)];
}

function quoted({ known, text }: Value): string {
  if (!known) return hole;
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Behind `--` everything is for the script, options as well. */
function argsBehind({ words }: Use, script: Value, args: readonly Value[]): readonly Value[] {
  const dashes = words.findIndex((word) => word.text === "--");
  return dashes >= 0 && dashes > words.indexOf(script) ? words.slice(dashes + 1) : args;
}

function packageFile(use: Use): FileText | undefined {
  const [folder] = valuesOf(use.line, "prefix", "C", "dir", "cwd");
  if (has(use.line, "workspace", "w", "filter", "F") || folder?.known === false) return undefined;
  return folder === undefined ? textAbove(["package.json"], use) : fileText(`${folder.text}/package.json`, use);
}

function oneOffParts(use: Use): readonly Part[] {
  if (has(frontOf(use), "version", "v", "help", "h")) return [];
  const front = frontOf(use);
  const packages = valuesOf(front, "p", "package");
  const [program] = front.operands;
  if (packages.length > 0) return packages.flatMap((one) => packageParts(one, use));
  return program === undefined || isInstalled(program, use) || has(front, "no-install", "no") ? [] : packageParts(program, use);
}

function oneOffRuns(use: Use): readonly Run[] {
  const front = frontOf(use);
  const texts = valuesOf(front, "c", "call").map((text): Run => ({ as: "shell", text, via: use.name }));
  const [program, ...args] = front.operands;
  if (program === undefined || texts.length > 0) return texts;
  const name = program.known ? literal(program.text.replace(/(?<=.)@[^/]*$/, "").replace(/^@[\w.-]+\//, "")) : program;
  return [{ as: "words", words: [name, ...args], via: use.name }];
}

function frontOf(use: Use): Line {
  return readLine(use.words, use.line.shape, true);
}

/** What the project has installed is no download. */
function isInstalled(program: Value, { place }: Use): boolean {
  const name = nameOf(program.text.replace(/(?<=.)@[^/]*$/, ""));
  if (!program.known || !place.cwd.known) return false;
  let folder = place.cwd.text;
  for (let step = 0; step < 4; step += 1) {
    const entry = place.ground.world.entry(absolutePath(`node_modules/.bin/${name}`, folder));
    if (entry.known && entry.value.kind !== "absent") return true;
    if (folder === place.ground.project) return false;
    folder = folderOf(folder);
  }
  return false;
}

function packageParts(spec: Value, use: Use): readonly Part[] {
  const address = addressParts([spec]);
  const isShorthand = /^[\w.-]+\/[\w.-]+(#.*)?$/.test(headOf(spec));
  return address.length > 0
    ? address
    : isShorthand
      ? addressParts([{ ...spec, text: `github:${spec.text}` }])
      : [runsPackage(spec, use.name)];
}

/** Every word is a script; patterns with a star are left out. */
function severalRuns(use: Use): readonly Run[] {
  const file = packageFile(use);
  const names = use.line.operands.filter(({ known }) => known).map(({ text }) => text);
  return file === undefined
    ? []
    : runsOf(
        names.flatMap((name) => withNeighbours(file, name, { args: [], use })),
        use,
      );
}
