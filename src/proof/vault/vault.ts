/** Front door of the vault: what it holds, how that changes, and the file that it becomes. */
export { categoryOf, type CategoryWords, isCategory } from "./categories.ts";
export {
  absent,
  type Contents,
  emptyContents,
  entryNamed,
  type NewValue,
  put,
  remove,
  rotate,
  vaultBounds,
  type VaultEntry,
} from "./entries.ts";
export { exportLine, variableOf } from "./export-lines.ts";
export { checkedName, isOwnName, isVariableName } from "./names.ts";
export { type Binding, openContents, sealContents, vaultKeyBytes } from "./sealing.ts";
export { bytesOfSealed, damaged, sealedIn, type SealedVault, type Slot, type VaultHead, type Way, ways } from "./sealed-vault.ts";
export { isPlaceholder, isSecretName } from "./secret-names.ts";
