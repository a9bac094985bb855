/** Who says yes to a new list of files. The port that statements will fill; until then a person's key does, opened by that person. */
import type { Result } from "../../base/result.ts";
import type { FileChange } from "./file-changes.ts";
import type { Manifest } from "./manifest.ts";

export type ApprovalRequest = {
  readonly manifest: Manifest;
  /** What differs from what was signed before: that is what is being approved. */
  readonly changes: readonly FileChange[];
  /** What has to be signed. */
  readonly message: Uint8Array;
};

export type Approval = { readonly publicKey: Uint8Array; readonly signature: Uint8Array };

export type Approver = (request: ApprovalRequest) => Promise<Result<Approval>>;
