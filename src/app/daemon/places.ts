/** Where the daemon of a root keeps what it needs, and where it listens. */
import type { Surroundings } from "../../hosts/node/node.ts";
import { runtimeFolder } from "../../hosts/node/node.ts";
import { type Root, rootIn } from "../install/root.ts";

export type DaemonFiles = {
  readonly folder: string;
  /** Held for as long as a daemon runs: one for each root. */
  readonly lock: string;
  readonly standing: string;
  readonly tokens: string;
  readonly log: string;
  /** What the process said while it was started in the background. */
  readonly said: string;
};

export function daemonFiles({ folder: root }: Pick<Root, "folder">): DaemonFiles {
  const folder = `${root}/daemon`;
  return {
    folder,
    lock: `${folder}/lock`,
    standing: `${folder}/standing.json`,
    tokens: `${folder}/tokens.json`,
    log: `${folder}/log.jsonl`,
    said: `${folder}/said`,
  };
}

/** What hooks look for, in the folder where they look first; that one is there for the account's own root alone. */
export const bellName = "socket";

export function socketFolder({ folder }: Root, { accountHome }: Pick<Surroundings, "accountHome">): string {
  const runtime = folder === rootIn(accountHome).folder ? runtimeFolder() : undefined;
  return runtime === undefined ? `${folder}/run` : `${runtime}/sheepdog`;
}
