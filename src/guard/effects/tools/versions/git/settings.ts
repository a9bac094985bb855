/** Settings of git that decide what is run: `-c NAME=value` for one call, `git config` for all that follow. */
import { behind, headOf, literal, type Value } from "../../../../shell/value.ts";
import { type Part, persistPart, systemPart } from "../../../describing/deeds.ts";
import { has, type Line, valuesOf } from "../../../describing/options.ts";
import type { Run } from "../../../running/run.ts";
import { pathTarget } from "../../../places/targets.ts";
import type { Use } from "../../../describing/tool.ts";
import type { Saved } from "../../../walk/written.ts";
import { type Rows, taking, type Verb } from "./verb.ts";

export const settings: Rows = {
  config: {
    shape: taking("f", "file blob type default comment value fixed-value url"),
    effects: configParts,
    runs: configRuns,
    saves: configSaves,
  },
};

export type Setting = { readonly name: string; readonly value: Value };

/** The value is a program with its arguments, and a shell reads it. */
const programs =
  /^(core\.(sshcommand|fsmonitor|pager|editor|askpass|gitproxy|alternaterefscommand)|sequence\.editor|filter\..+\.(clean|smudge|process)|diff\.external|diff\..+\.(command|textconv)|merge\..+\.driver|(merge|diff)tool\..+\.cmd|gpg(\..+)?\.program|pager\..+|interactive\.difffilter|uploadpack\.packobjectshook|(browser|man)\..+\.cmd|sendemail\.(tocmd|cccmd|headercmd)|remote\..+\.(uploadpack|receivepack)|trailer\..+\.(command|cmd)|instaweb\.httpd)$/;

/** Only behind an exclamation mark. */
const marked = /^(alias\..+|credential(\..+)?\.helper|submodule\..+\.update)$/;

/** The value is a folder or file whose content is run or obeyed. */
const places = /^(core\.hookspath|init\.templatedir|include\.path|includeif\..+\.path|core\.attributesfile)$/;

export function settingIn(word: Value): Setting | undefined {
  const [, name] = /^([^=]+)=/.exec(headOf(word)) ?? [];
  return name === undefined ? undefined : { name: name.toLowerCase(), value: behind(word, name.length + 1) };
}

/** What holds for this one use: `-c`, `--config-env`, and the variables that say the same. */
export function settingsGiven(front: Line, use: Use): readonly Setting[] {
  if (front.options.length === 0 && use.variable("GIT_CONFIG_COUNT") === undefined) return [];
  const named = valuesOf(front, "c").flatMap((value) => settingIn(value) ?? []);
  const fromNames = valuesOf(front, "config-env").flatMap((value) => {
    const [, name, variable] = /^([^=]+)=(\w+)$/.exec(value.text) ?? [];
    const given = variable === undefined ? undefined : use.variable(variable);
    return name === undefined || given === undefined ? [] : [{ name: name.toLowerCase(), value: given }];
  });
  const counted =
    use.variable("GIT_CONFIG_COUNT") === undefined ? [] : Array.from({ length: settingsCounted }, (_, at) => numbered(at, use));
  return [...named, ...fromNames, ...counted.flat()];
}

/** Settings in variables that are looked at. More: not read. */
const settingsCounted = 8;

function numbered(at: number, use: Use): readonly Setting[] {
  const [name, value] = [use.variable(`GIT_CONFIG_KEY_${at}`), use.variable(`GIT_CONFIG_VALUE_${at}`)];
  return name?.known === true && value !== undefined ? [{ name: name.text.toLowerCase(), value }] : [];
}

export function settingRuns({ name, value }: Setting, via: string): readonly Run[] {
  const isMarked = marked.test(name) && headOf(value).startsWith("!");
  if (!isMarked && !programs.test(name)) return [];
  // A switch, and no program.
  if (/^(true|false|yes|no|on|off|0|1|)$/.test(value.text) && value.known) return [];
  return [{ as: "shell", text: isMarked ? behind(value, 1) : value, via: `${via} ${name}`, certainty: "possible" }];
}

function configRuns(verb: Verb): readonly Run[] {
  return settingsOf(verb).flatMap((setting) => settingRuns(setting, "git config"));
}

/** What is set holds for every use of git that follows. */
function configSaves(verb: Verb, top: string | undefined): readonly Saved[] {
  const path = fileOf(verb, top);
  const texts = settingsOf(verb).flatMap(({ name, value }) => (value.known ? settingText(name, value.text) : []));
  return path === undefined ? [] : texts.map((text) => ({ path, flow: { from: "call", text }, append: true }));
}

function fileOf({ line, use }: Verb, top: string | undefined): Value | undefined {
  const [named] = valuesOf(line, "f", "file");
  if (named !== undefined) return named;
  if (has(line, "global")) return literal(`${use.place.ground.home}/.gitconfig`);
  if (has(line, "system")) return literal("/etc/gitconfig");
  return top === undefined ? undefined : literal(`${top}/.git/config`);
}

/** `remote.origin.push` is `push` of the part `origin` of `remote`. */
function settingText(name: string, value: string): readonly string[] {
  const [, section, part, key] = /^([^.]+)\.(?:(.+)\.)?([^.]+)$/.exec(name) ?? [];
  if (section === undefined || key === undefined || /[\n"\\]/.test(part ?? "")) return [];
  const written = value.replace(/[\\"]/g, "\\$&").replaceAll("\n", " ");
  return [`[${section}${part === undefined ? "" : ` "${part}"`}]\n\t${key} = "${written}"\n`];
}

function configParts(verb: Verb): readonly Part[] {
  return settingsOf(verb).flatMap((setting) => [...settingParts(setting, verb.use)]);
}

/** What lies where anybody can put it would be obeyed from then on; a check that is switched off stays off. */
export function settingParts({ name, value }: Setting, use: Use): readonly Part[] {
  if (name.endsWith(".sslverify") && /^(false|0|no|off)$/.test(value.text)) return [systemPart("trust", "change", `git ${name}`)];
  const path = places.test(name) ? value : programs.test(name) && value.known ? literal(value.text.split(/\s/)[0] ?? "") : undefined;
  if (path === undefined || !path.known || !path.text.includes("/") || path.text === "/dev/null") return [];
  const { scope } = pathTarget(path, use.place, "through");
  return scope === "temp" || scope === "elsewhere" ? [persistPart("git", `${name} ${path.text}`)] : [];
}

/** What is read, listed, unset or only written for a file that git does not obey says nothing. */
function settingsOf({ line }: Verb): readonly Setting[] {
  const asks = [
    "get",
    "get-all",
    "get-regexp",
    "get-urlmatch",
    "l",
    "list",
    "unset",
    "unset-all",
    "e",
    "edit",
    "remove-section",
    "rename-section",
    "get-color",
    "get-colorbool",
    "help",
  ];
  if (has({ ...line, shape: { ...line.shape, exact: true } }, ...asks) || valuesOf(line, "blob").length > 0) return [];
  const [name, value] = line.operands[0]?.text === "set" ? line.operands.slice(1) : line.operands;
  return name?.known === true && value !== undefined && !/^(get|list|unset|edit)$/.test(name.text)
    ? [{ name: name.text.toLowerCase(), value }]
    : [];
}
