/** The guard's own folder: `~/.sheepdog` of the person who runs `init`, or `/etc/sheepdog` for everybody on this machine; and what lies in it. */
import type { Scope } from "../../agents/agents.ts";

export type Root = {
  readonly folder: string;
  /** The name that hook entries call: a link to one version, swapped in one step. */
  readonly guard: string;
  readonly versions: string;
  /** Always a person's own: a guard without a root in its line finds it by the password database. */
  readonly ledger: string;
  /** What hooks keep beside it: what was granted once and is used up, and what sessions left to remember. */
  readonly claims: string;
  readonly memory: string;
  readonly backups: string;
  /** Settings of agents that `run` has started, for as long as they run. */
  readonly launches: string;
  /** What `init` did to the settings of agents, so that `uninstall` can undo it. */
  readonly record: string;
  /** Everybody may read what lies here and start the guard; only its owner may change it. */
  readonly shared: boolean;
};

const managedFolder = "/etc/sheepdog";

export function rootIn(home: string): Root {
  return rootAt(`${home}/.sheepdog`, `${home}/.sheepdog`, false);
}

type Homes = { readonly home: string; readonly accountHome: string };

/** A shared guard looks for the ledger where the password database says, whatever HOME is. */
export function rootFor(scope: Scope, { home, accountHome }: Homes): Root {
  return scope === "managed" ? rootAt(managedFolder, rootIn(accountHome).folder, true) : rootIn(home);
}

function rootAt(folder: string, own: string, shared: boolean): Root {
  return {
    folder,
    guard: `${folder}/guard`,
    versions: `${folder}/versions`,
    ledger: `${own}/ledger`,
    claims: `${own}/claims`,
    memory: `${own}/memory`,
    backups: `${folder}/backups`,
    launches: `${folder}/launches`,
    record: `${folder}/installed.json`,
    shared,
  };
}
