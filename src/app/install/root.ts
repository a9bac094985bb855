/** The guard's own folder: `~/.sheepdog` of the person who runs `init`, and what lies in it. */

export type Root = {
  readonly folder: string;
  /** The name that hook entries call: a link to one version, swapped in one step. */
  readonly guard: string;
  readonly versions: string;
  readonly ledger: string;
  readonly backups: string;
  /** What `init` did to the settings of agents, so that `uninstall` can undo it. */
  readonly record: string;
};

export function rootIn(home: string): Root {
  const folder = `${home}/.sheepdog`;
  return {
    folder,
    guard: `${folder}/guard`,
    versions: `${folder}/versions`,
    ledger: `${folder}/ledger`,
    backups: `${folder}/backups`,
    record: `${folder}/installed.json`,
  };
}
