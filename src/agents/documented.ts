/** What is the same in the installers of all products that are known by their documentation alone. */
import { readDocument } from "./json-text.ts";
import { isMembers, type Members } from "../base/read.ts";
import type { Installer } from "./installer.ts";

export type Unproved = Pick<Installer, "folders" | "versionIn" | "examineVariables" | "examineWords">;

/** Nobody has run them here, so nothing is claimed of their flags and variables. */
export const unproved: Unproved = {
  folders: (home) => [`${home}/.local/bin`],
  versionIn: (output) => /\d+\.\d+\.\d+/.exec(output)?.[0],
  examineVariables: () => [],
  examineWords: () => [],
};

export function membersIn(text: string | null): Members | undefined {
  const read = readDocument(text ?? "");
  return read.ok && isMembers(read.value) ? read.value : undefined;
}
