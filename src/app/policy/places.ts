/** Where the policies of this machine lie: those of its organisation, those of the person, and those of repositories. */
import { folderOf } from "../../base/path.ts";
import { temporaryFolders } from "../../guard/guard.ts";

/** A folder that has policies in `policy/` and descriptions of tools in `tools/`. */
export type StandingPlace = { readonly name: "organisation" | "user"; readonly folder: string };

export const organisationFolder = "/etc/sheepdog";

/** The outermost first. Where the guard is everybody's, what a person adds lies in their home. */
export function standingPlaces({ root, home }: { readonly root: string; readonly home: string }): readonly StandingPlace[] {
  const own = root === organisationFolder ? `${home}/.sheepdog` : root;
  return [
    { name: "organisation", folder: organisationFolder },
    { name: "user", folder: own },
  ];
}

export const builtName = "policy/built";
export const builtToolsName = "tools/built.json";

/** Ours before failsafe's. */
export const repositoryNames = [".sheepdog.rego", ".failsafe.rego"] as const;

/** The folder and those above it, nearest first, for as long as somebody may keep a repository there. */
export function foldersUp(folder: string, homes: readonly string[]): readonly string[] {
  const folders: string[] = [];
  for (let here = folder; folders.length < mostFolders && !isCommon(here, homes); here = folderOf(here)) folders.push(here);
  return folders;
}

/** Further up nobody looks. */
export const mostFolders = 40;

/** Places of many projects, which are nobody's repository: what lies there would speak for all of them. */
export function isCommon(folder: string, homes: readonly string[]): boolean {
  return folder === "/" || homes.includes(folder) || temporaryFolders.includes(folder);
}
