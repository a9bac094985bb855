/** Front door of integrity: what was signed, what is there now, and what differs. */
export { type Approval, type ApprovalRequest, type Approver } from "./approver.ts";
export { type Aspect, changesSince, type FileChange, type FoundEntry, type Sighting, type Unseen } from "./file-changes.ts";
export {
  bytesOfManifest,
  type Manifest,
  manifestIn,
  manifestMessage,
  type Place,
  type SignedEntry,
  type SignedManifest,
  type State,
} from "./manifest.ts";
export { type Patience, stirred, type Unsettled, waitMs } from "./settling.ts";
export { type HighWater, type Verification, type Verifying, verifyFiles } from "./verifying.ts";
