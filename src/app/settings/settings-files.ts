/** Where settings lie, and what is read of each file; whose it has to be. */
import { folderOf } from "../../base/path.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { boundedText, entryOf, isThere } from "../../hosts/node/node.ts";
import type { Root } from "../install/root.ts";
import type { LayerName } from "./layer.ts";

export type SettingsFiles = {
  readonly organisation: string;
  readonly user: string;
  /** What was made of both, for those who only want to read it. */
  readonly compiled: string;
  readonly lock: string;
};

export function settingsFiles({ folder }: Pick<Root, "folder">, organisationFolder = "/etc/sheepdog"): SettingsFiles {
  return {
    organisation: `${organisationFolder}/config.yaml`,
    user: `${folder}/config.yaml`,
    compiled: `${folder}/config.json`,
    lock: `${folder}/config.lock`,
  };
}

export type Source = { readonly layer: LayerName; readonly file: string; readonly text: string | null };

const mostBytes = 1_000_000;

/** Organisation and user, in this order; `null` where there is no file. */
export function readSources(files: SettingsFiles): Result<readonly Source[]> {
  const sources: Source[] = [];
  for (const layer of ["organisation", "user"] as const) {
    const text = readSource(layer, files[layer]);
    if (!text.ok) return text;
    sources.push({ layer, file: files[layer], text: text.value });
  }
  return done(sources);
}

/** Through a link, too: many people keep such files elsewhere. What counts is who can write what it leads to. */
function readSource(layer: LayerName, file: string): Result<string | null> {
  const found = boundedText(file, mostBytes);
  if (!found.ok || found.value === null) return found.ok ? done(null) : found;
  const { text, owner, mode } = found.value;
  if (layer === "repository") return done(text);
  const folder = entryOf(folderOf(file));
  const isOpen = (mode & 0o022) !== 0;
  const isStrange = layer === "organisation" && (owner !== 0 || folder?.owner !== 0 || (folder.mode & 0o022) !== 0);
  if (!isOpen && !isStrange) return done(text);
  const why = isStrange ? "it and its folder have to be root's alone to write" : "others may write to it";
  return fail({
    code: "settings.not-ours",
    what: `\`${file}\` does not count: ${why}`,
    follows: "the last valid settings stay in force",
    todo: isStrange ? `chown root ${file} and its folder, and chmod go-w both` : `chmod go-w ${file}`,
  });
}

/** `.sheepdog.yaml` at the top of the repository that a folder lies in. */
function repositoryFile(folder: string): string | undefined {
  if (isThere(`${folder}/.git`)) return `${folder}/.sheepdog.yaml`;
  return folder === "/" ? undefined : repositoryFile(folderOf(folder));
}

/** With what the repository around a folder tightens. */
export function sourcesAt(root: Root, folder: string): Result<readonly Source[]> {
  const sources = readSources(settingsFiles(root));
  const file = repositoryFile(folder);
  if (!sources.ok || file === undefined) return sources;
  const text = readSource("repository", file);
  return text.ok ? done([...sources.value, { layer: "repository", file, text: text.value }]) : text;
}
