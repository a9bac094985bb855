/** The table of package managers: which of their words install, publish, take back and let others in. */
import { headOf, literal, type Value } from "../../../shell/value.ts";
import type { Part } from "../../describing/deeds.ts";
import { has, type Line, valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { addressParts, indexParts, published, runsPackage, shared, unverifiedHost } from "./sources.ts";

/** Words that the line begins with, of which each would do, by the first of them. */
export type Phrases = ReadonlyMap<string, readonly (readonly string[])[]>;

/** In one text with commas between them: `install, pip install`. Nothing at all is said by every line. */
export function phrases(text: string): Phrases {
  const all = text.split(", ").map((phrase) => phrase.split(" ").filter((word) => word !== ""));
  return Map.groupBy(all, ([first = ""]) => first);
}

export type PackageRow = {
  readonly names: string;
  /** Options that take a value. */
  readonly takes: string;
  readonly installs?: Phrases;
  /** Fetches a package by its name and runs it at once. */
  readonly runs?: Phrases;
  readonly publishes?: Phrases;
  /** Its words are tasks, in any place. */
  readonly tasks?: true;
  /** What is published is taken away from those who use it. */
  readonly withdraws?: Phrases;
  /** Somebody else may publish, or gets a key to do so. */
  readonly grants?: Phrases;
  /** Options whose value is another registry, or the address of a package. */
  readonly index?: string;
  readonly address?: string;
  /** Variables that say the same as `index`. */
  readonly variables?: string;
  /** Options whose value is a host that needs no certificate. */
  readonly trusts?: string;
  /** Options of its own with which it only tells. */
  readonly tells?: string;
};

const pip =
  "index-url extra-index-url trusted-host find-links constraint requirement target prefix root platform python-version proxy cert timeout i c r t f e editable";

const rows: readonly PackageRow[] = [
  {
    names: "pip pip2 pip3",
    variables: "PIP_INDEX_URL PIP_EXTRA_INDEX_URL",
    address: "r requirement c constraint",
    takes: pip,
    installs: phrases("install, wheel, download"),
    index: "i index-url extra-index-url",
    trusts: "trusted-host",
  },
  {
    names: "pipx",
    takes: "index-url i spec python suffix pip-args",
    installs: phrases("install, inject, upgrade"),
    runs: phrases("run"),
    index: "i index-url",
    address: "spec",
  },
  {
    names: "uv",
    variables: "UV_INDEX_URL UV_EXTRA_INDEX_URL UV_DEFAULT_INDEX UV_INDEX",
    takes: `${pip} index default-index python p from with directory project group extra publish-url token allow-insecure-host`,
    installs: phrases("pip install, add, tool install, sync, pip sync"),
    runs: phrases("tool run"),
    publishes: phrases("publish"),
    index: "index-url extra-index-url index default-index",
    address: "from with",
    trusts: "trusted-host allow-insecure-host",
  },
  {
    names: "uvx",
    takes: "from with python p index-url index default-index",
    runs: phrases(""),
    address: "from with",
    index: "index-url index default-index",
  },
  {
    names: "poetry",
    takes: "source group G directory C P python repository r username u password p extras E",
    installs: phrases("add, self add"),
    publishes: phrases("publish"),
  },
  { names: "pdm", takes: "group G project p repository r username u password P", installs: phrases("add"), publishes: phrases("publish") },
  { names: "pipenv", takes: "index i pypi-mirror python requirements r", installs: phrases("install"), index: "index i pypi-mirror" },
  { names: "rye hatch flit", takes: "repository r repo user u token", installs: phrases("add, install"), publishes: phrases("publish") },
  {
    names: "twine",
    takes: "repository r repository-url username u password p sign-with config-file cert comment c",
    publishes: phrases("upload"),
  },
  { names: "conda mamba micromamba", takes: "name n prefix p channel c file f", installs: phrases("install, create") },
  { names: "easy_install", takes: "i index-url f find-links d", installs: phrases(""), index: "i index-url" },
  {
    names: "cargo",
    takes:
      "git branch tag rev path version registry index root features F package p target target-dir manifest-path profile jobs j bin example test bench token vers message-format color config Z",
    installs: phrases("install, add"),
    publishes: phrases("publish"),
    withdraws: phrases("yank"),
    grants: phrases("owner"),
    tells: "n",
    index: "index",
    address: "git",
  },
  {
    names: "gem",
    takes: "v version i install-dir n bindir s source P trust-policy p http-proxy a add r remove k key otp host",
    installs: phrases("install, update"),
    publishes: phrases("push"),
    withdraws: phrases("yank"),
    grants: phrases("owner"),
    index: "s source",
  },
  {
    names: "bundle bundler",
    takes: "git gemfile path jobs j group source s version v",
    installs: phrases("add"),
    index: "source s",
    address: "git",
  },
  { names: "composer", takes: "working-dir d repository-url prefer-install", installs: phrases("require, install") },
  {
    names: "luarocks",
    takes: "server only-server tree api-key temp-key",
    installs: phrases("install"),
    publishes: phrases("upload"),
    index: "server only-server",
  },
  {
    names: "dotnet",
    takes: "source s api-key k version v framework f output o configuration c runtime r",
    installs: phrases("add package, tool install"),
    publishes: phrases("nuget push"),
    withdraws: phrases("nuget delete"),
    index: "source s",
  },
  {
    names: "nuget",
    takes: "Source ApiKey Version OutputDirectory",
    installs: phrases("install"),
    publishes: phrases("push"),
    withdraws: phrases("delete"),
    index: "Source",
  },
  { names: "cabal", takes: "username u password p token t project-file", installs: phrases("install"), publishes: phrases("upload") },
  { names: "stack", takes: "resolver stack-yaml", installs: phrases("install"), publishes: phrases("upload") },
  { names: "opam", takes: "switch", installs: phrases("install"), publishes: phrases("publish") },
  {
    names: "dart flutter pub",
    tells: "n",
    takes: "server directory C",
    installs: phrases("pub add, pub global activate"),
    publishes: phrases("pub publish, publish, lish"),
    grants: phrases("pub uploader, uploader"),
    address: "git-url",
  },
  {
    names: "pod",
    takes: "sources",
    installs: phrases("install"),
    publishes: phrases("trunk push"),
    withdraws: phrases("trunk delete"),
    grants: phrases("trunk add-owner"),
  },
  { names: "cpan cpanm", takes: "mirror M l L", installs: phrases(""), index: "mirror" },
  { names: "vsce ovsx", takes: "p pat o out i packagePath", publishes: phrases("publish"), withdraws: phrases("unpublish") },
  { names: "jsr", takes: "token config", installs: phrases("add"), publishes: phrases("publish") },
  {
    names: "mvn mvnw",
    tasks: true,
    takes: "f file P pl s settings T t l D",
    publishes: phrases("deploy, deploy:deploy, deploy:deploy-file, release:perform"),
  },
  {
    names: "gradle gradlew",
    tasks: true,
    takes: "p project-dir b build-file c P D x init-script I g",
    publishes: phrases("publish, publishAllPublicationsToMavenRepository, uploadArchives, publishPlugins"),
  },
  { names: "sbt", tasks: true, takes: "D", publishes: phrases("publish, publishSigned, sonatypeBundleRelease") },
  { names: "lerna changeset", takes: "", publishes: phrases("publish") },
  { names: "semantic-release release-it np", takes: "", tells: "d preview", publishes: phrases("") },
  { names: "goreleaser", takes: "f config p parallelism", publishes: phrases("release"), tells: "snapshot" },
  { names: "brew", takes: "", installs: phrases("install, reinstall, upgrade") },
];

export const managers: readonly Tool[] = rows.map((row) => ({
  names: row.names.split(" "),
  verbs: 1,
  shape: shapeFrom(row.takes),
  effects: (use) => managed(use, row),
}));

export function shapeFrom(takes: string): Tool["shape"] {
  const names = takes.split(" ").filter((name) => name !== "");
  return { short: names.filter((name) => name.length === 1).join(""), long: names.filter((name) => name.length > 1), exact: true };
}

const telling = ["dry-run", "help", "h", "version"];

export function managed(use: Use, row: PackageRow): readonly Part[] {
  const { line, name } = use;
  if (row.tells !== undefined && has(line, ...row.tells.split(" "))) return [];
  if (has(line, ...telling.filter((option) => !row.takes.split(" ").includes(option)))) return [];
  const operands = line.operands;
  const resource = (count: number): string => [name, ...operands.slice(count).map(({ text }) => text)].join(" ");
  const count = (said: Phrases | undefined): number | undefined => (row.tasks === true ? taskIn(said, operands) : wordsIn(said, operands));
  const installs = count(row.installs) ?? count(row.runs);
  const [publishes, withdraws, grants] = [row.publishes, row.withdraws, row.grants].map(count);
  const first = count(row.runs) === undefined ? undefined : operands[count(row.runs) as number];
  return [
    ...(installs === undefined
      ? []
      : [...addressParts([...operands.slice(installs), ...named(line, row.address), ...editable(line, row)]), ...indexes(use, row)]),
    ...(first === undefined ? [] : [runsPackage(first, name)]),
    ...(publishes === undefined ? [] : [published(name)]),
    ...(withdraws === undefined ? [] : [shared("withdraw", resource(withdraws), "destroy")]),
    ...(grants === undefined || !givesAccess(line, operands.slice(grants)) ? [] : [shared("grant", resource(grants), "update")]),
  ];
}

function taskIn(tasks: Phrases | undefined, operands: readonly Value[]): number | undefined {
  const at = operands.findIndex(({ text }) => tasks?.has(text.replace(/^.*:(?=publish)/, "")) === true);
  return at < 0 ? undefined : at + 1;
}

/** How many operands the phrase takes that the line begins with. */
function wordsIn(said: Phrases | undefined, operands: readonly Value[]): number | undefined {
  if (said === undefined) return undefined;
  const begun = said.get(headOf(operands[0] ?? nothing)) ?? said.get("");
  const found = begun?.find((words) => words.every((word, position) => word === headOf(operands[position] ?? nothing)));
  return found?.length;
}

const nothing = literal("");

function named(line: Line, names: string | undefined): readonly Value[] {
  return (names?.split(" ") ?? []).flatMap((name) =>
    valuesOf(line, name).map((value) => (name.startsWith("git") ? repository(value) : value)),
  );
}

/** What `--git` names is a repository, however its address is written. */
function repository(value: Value): Value {
  return headOf(value).startsWith("https:") ? { ...value, text: `git+${value.text}`, head: `git+${headOf(value)}` } : value;
}

function editable(line: Line, { takes }: PackageRow): readonly Value[] {
  return takes.includes("editable") ? valuesOf(line, "e", "editable") : [];
}

function indexes({ line, variable }: Use, row: PackageRow): readonly Part[] {
  const trusted = row.trusts === undefined ? [] : valuesOf(line, ...row.trusts.split(" "));
  const set = (row.variables?.split(" ") ?? []).flatMap((name) => variable(name) ?? []).filter(({ text }) => text !== "");
  return [
    ...indexParts([...(row.index === undefined ? [] : valuesOf(line, ...row.index.split(" "))), ...set]),
    ...trusted.map(unverifiedHost),
  ];
}

/** Looking who has access gives it to nobody. */
function givesAccess(line: Line, words: readonly Value[]): boolean {
  return has(line, "a", "add") || words.some(({ text }) => /^(add|set|grant|create|transfer)$/.test(text));
}
