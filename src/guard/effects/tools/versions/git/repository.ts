/** What lies in the repository and in the home: the aliases that a verb may be, and the hooks that a verb sets off. */
import { absolutePath, folderOf as parentOf, isAtOrBelow } from "../../../../../base/path.ts";
import { literal, type Value } from "../../../../shell/value.ts";
import type { Run } from "../../../running/run.ts";
import { fileText, type FileText } from "../../../scripts/file-text.ts";
import { type Setting, settingsIn } from "../../../scripts/ini.ts";
import { runsOf } from "../../../scripts/step.ts";
import type { Use } from "../../../describing/tool.ts";

/** The folder that git works in. */
export type Repository = { readonly use: Use; readonly folder: Value };

/** A name that is no verb of git may be an alias; one of the call itself counts first. */
export function aliasRuns({ use, folder }: Repository, name: string, words: readonly Value[]): readonly Run[] {
  const alias = configs({ use, folder }).flatMap((file) => aliasIn(file, name.toLowerCase()))[0];
  if (alias === undefined) return [];
  const step = { path: alias.path, line: alias.setting.line, folder: folder.text, args: words };
  return runsOf([{ ...step, text: aliasText(alias.setting.value) }], use);
}

/** The last one of a file counts. */
function aliasIn({ path, text }: FileText, name: string): readonly { readonly setting: Setting; readonly path: string }[] {
  const setting = gitSettings({ text }).findLast((one) => one.section === "alias" && one.name === name);
  return setting === undefined ? [] : [{ setting, path }];
}

export function aliasText(value: string): string {
  return `${value.startsWith("!") ? value.slice(1) : `git ${value}`} "$@"`;
}

/** git takes quotes away and reads what stands behind a backslash. */
function gitSettings({ text }: Pick<FileText, "text">): readonly Setting[] {
  return settingsIn(text).map((setting) => ({ ...setting, value: plain(setting.value) }));
}

function plain(value: string): string {
  return value.replace(/\\(["\\])|"/g, (_, escaped: string | undefined) => escaped ?? "");
}

/** The hooks that a verb sets off. */
const hooks: ReadonlyMap<string, readonly string[]> = new Map([
  ["commit", ["pre-commit", "prepare-commit-msg", "commit-msg", "post-commit"]],
  ["merge", ["pre-merge-commit", "commit-msg", "post-merge"]],
  ["pull", ["post-merge"]],
  ["push", ["pre-push"]],
  ["checkout", ["post-checkout"]],
  ["switch", ["post-checkout"]],
  ["rebase", ["pre-rebase", "post-rewrite"]],
  ["am", ["applypatch-msg", "pre-applypatch", "post-applypatch"]],
]);

/** `own` is the folder of hooks that the call itself names, `skips` says that those which check are left out. */
type Hooking = { readonly own: string | undefined; readonly skips: boolean };

export function hookRuns({ use, folder }: Repository, verb: string, { own, skips }: Hooking): readonly Run[] {
  const names = (hooks.get(verb) ?? []).filter((name) => !skips || !/^(pre-|commit-msg|applypatch)/.test(name));
  const top = topOf({ use, folder });
  if (names.length === 0 || top === undefined) return [];
  const settings = configs({ use, folder }).flatMap(gitSettings);
  const set = own ?? settings.find(({ section, name }) => section === "core" && name === "hookspath")?.value;
  if (set === "" || set === "/dev/null") return [];
  const beside = `${parentOf(ownConfig({ use, folder })?.path ?? `${top}/.git/config`)}/hooks`;
  const place = set === undefined ? beside : absolutePath(set.replace(/^~(?=\/)/, use.place.ground.home), top);
  // husky keeps its own starters in a folder below the one with the hooks.
  const at = place.replace(/\/_$/, "");
  return names.flatMap((name) => hookRun(`${at}/${name}`, top, use));
}

function hookRun(path: string, top: string, use: Use): readonly Run[] {
  const file = fileText(path, use);
  if (file === undefined) return [];
  const { start } = use.place.ground;
  const via = start !== undefined && path.startsWith(`${start}/`) ? path.slice(start.length + 1) : path;
  return [{ as: "file", path: literal(path), via, placed: true, folder: literal(top) }];
}

/** Does a plain push to this remote overwrite what is there, by the repository's own settings? */
export function overwritesByDefault(repository: Repository, remote: string): boolean {
  const remotes = configs(repository)
    .flatMap(gitSettings)
    .filter(({ section }) => section === `remote.${remote}`);
  return remotes.some(({ name, value }) => (name === "push" && value.startsWith("+")) || (name === "mirror" && value === "true"));
}

/** The address of the remote, and the branch that is checked out; what nobody can tell is left out. */
export function repositoryFacts(repository: Repository): { readonly remote?: string; readonly branch?: string } {
  const urls = configs(repository)
    .flatMap(gitSettings)
    .filter(({ section, name }) => /^remote\../.test(section) && name === "url");
  const url = urls.find(({ section }) => section === "remote.origin") ?? urls[0];
  const branch = /^ref:\s*refs\/heads\/(\S+)/.exec(headText(repository) ?? "")?.[1];
  return { ...(url === undefined ? {} : { remote: url.value }), ...(branch === undefined ? {} : { branch }) };
}

function headText(repository: Repository): string | undefined {
  const top = topOf(repository);
  if (top === undefined) return undefined;
  const own = fileText(`${top}/.git/HEAD`, repository.use);
  const link = own === undefined ? linkIn(top, repository.use) : undefined;
  return (own ?? (link === undefined ? undefined : fileText(`${link}/HEAD`, repository.use)))?.text;
}

/** The repository's own settings count before those of the home. */
function configs(repository: Repository): readonly FileText[] {
  const { use } = repository;
  const { home } = use.place.ground;
  const all = [ownConfig(repository), ...[".gitconfig", ".config/git/config"].map((name) => fileText(`${home}/${name}`, use))];
  return all.flatMap((file) => (file === undefined ? [] : [file, ...includedBy(file, use)]));
}

function ownConfig(repository: Repository): FileText | undefined {
  const top = topOf(repository);
  return top === undefined ? undefined : (fileText(`${top}/.git/config`, repository.use) ?? linkedConfig(top, repository.use));
}

/** Files that one file of settings takes in. More: not read. */
const filesIncluded = 4;

/** A condition may hold or not. */
function includedBy({ path, text }: FileText, use: Use): readonly FileText[] {
  const named = gitSettings({ text }).filter(({ section, name }) => /^include(if\.|$)/.test(section) && name === "path");
  const paths = named
    .slice(0, filesIncluded)
    .map(({ value }) => absolutePath(value.replace(/^~(?=\/)/, use.place.ground.home), parentOf(path)));
  return paths.flatMap((one) => fileText(one, use) ?? []);
}

/** In a work tree beside the repository, `.git` is a file that tells where the repository lies. */
function linkedConfig(top: string, use: Use): FileText | undefined {
  const link = linkIn(top, use);
  return link === undefined ? undefined : fileText(`${link.replace(/\/worktrees\/[^/]+$/, "")}/config`, use);
}

function linkIn(top: string, use: Use): string | undefined {
  const link = /^gitdir:\s*(\S.*)$/m.exec(fileText(`${top}/.git`, use)?.text ?? "")?.[1];
  return link === undefined ? undefined : absolutePath(link.trim(), top);
}

export function topOf({ use, folder }: Repository): string | undefined {
  const { project } = use.place.ground;
  if (!folder.known) return undefined;
  return project !== undefined && isAtOrBelow(folder.text, project) ? project : folder.text;
}
