/** Finding: something in a ledger that is not as it was signed. */
export type Finding = { readonly code: FindingCode; readonly what: string };

export type FindingCode =
  /** Somebody keeps a checkpoint of another log that lay here. */
  | "replaced"
  /** Somebody keeps a checkpoint of more than there is. */
  | "rolled-back"
  /** Somebody keeps a checkpoint of something else. */
  | "forked"
  /** The stored hashes are not those of the checkpoint. */
  | "hashes"
  | "changed"
  | "cut"
  | "missing"
  | "unrecorded-purge";
