/** The policies that a person means: those that they name, or, without a word, all that count here beside the bundled ones. */
import { absolutePath, folderOf, nameOf } from "../../base/path.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { entryOf, nodeWorld } from "../../hosts/node/node.ts";
import type { Desk } from "../desk.ts";
import { chainHere } from "./chain-here.ts";
import { type ChainLink, linksOf } from "./effective.ts";
import { repositoryNames } from "./places.ts";
import { filesIn, policyFile, repositoryFile } from "./reading.ts";

/** Files that are loaded together. */
export type MeantLayer = { readonly name: string; readonly links: readonly ChainLink[] };

export function meantLayers(desk: Desk, paths: readonly string[]): Result<readonly MeantLayer[]> {
  if (paths.length === 0) return layersHere(desk);
  const layers: MeantLayer[] = [];
  for (const path of paths) {
    const layer = layerAt(absolutePath(path, desk.around.cwd));
    const todo = "name a file, or a folder with files that end in `.rego`";
    if (layer.links.length === 0) return fail({ code: "policy.nothing", what: `there is no policy at \`${path}\``, todo });
    layers.push(layer);
  }
  return done(layers);
}

/** Each file of a repository is a layer of its own. */
function layersHere(desk: Desk): Result<readonly MeantLayer[]> {
  const chain = chainHere(desk);
  if (!chain.ok) return chain;
  const own = chain.value.filter(({ layer }) => layer !== "bundled");
  const grouped = Map.groupBy(own, ({ layer, file }) => (layer === "repository" ? file : layer));
  return done([...grouped.values()].map((links) => ({ name: links[0]?.layer ?? "", links })));
}

/** The files of a folder belong together; one that is named stands for itself. */
function layerAt(path: string): MeantLayer {
  const world = nodeWorld({});
  const there = entryOf(path);
  if (there === undefined) return { name: "user", links: [] };
  if (there.kind === "folder") return { name: "user", links: linksOf({ name: "user" }, filesIn(path, /\.rego$/, world)) };
  const isRepository = repositoryNames.some((name) => name === nameOf(path));
  if (!isRepository) return { name: "user", links: linksOf({ name: "user" }, policyFile(path, world)) };
  return { name: "repository", links: linksOf({ name: "repository", folder: folderOf(path) }, repositoryFile(path, world)) };
}
