/** Front door of the Node host: the machine as commands and the daemon need it. */
export { forceBreaker, readBreaker } from "./breaker-file.ts";
export { fileHash, hashOf, nodeCrypto, randomHex } from "./crypto.ts";
export {
  linkTarget,
  readBytes,
  readTail,
  readTextFile,
  readTextIfThere,
  removeFile,
  removeLink,
  replaceFile,
  writeTextFile,
} from "./files.ts";
export {
  copyProgram,
  ensureFolder,
  ensurePrivateFolder,
  isFolderItself,
  ensureSharedFolder,
  entryOf,
  type EntryState,
  entryItself,
  newestFiles,
  isThere,
  isWritable,
  missingFolders,
  namesIn,
  realPath,
  removeEmptyFolder,
  removeTree,
  swapLink,
  throwawayFolder,
} from "./folders.ts";
export { type LedgerIndex, openLedgerIndex } from "./ledger/ledger-index.ts";
export { ledgerDisk } from "./ledger/ledger-disk.ts";
export { newSeed, nodeNotary } from "./ledger/notary.ts";
export { contentNow, lookAt } from "./integrity-look.ts";
export { keepContent, keptContent, restoreFile, restoreLink, restoreRights, takeAway } from "./integrity-store.ts";
export { dropFromKeyring, fromKeyring, keepInKeyring, openedByMachine, sealedByMachine } from "./keyring.ts";
export { createOwnFile, dropOldDrafts, readOwnFile, replaceOwnFile } from "./own-files.ts";
export { exclusively } from "./exclusively.ts";
export { runningPrograms } from "./running-programs.ts";
export { serveLoopback } from "./loopback.ts";
export { now } from "./now.ts";
export { pause } from "./pause.ts";
export { personHere } from "./person-here.ts";
export { findProgram, runAttached, runProgram, type RunResult } from "./programs.ts";
export { environment, surroundings, type Surroundings } from "./surroundings.ts";
export { type Identity, identityIn, newIdentity, recipientOf, unwrapKey, wrapKey } from "./vault-age.ts";
export { machineKey, machineNames, nodeLocksmith, openedWith } from "./vault-crypto.ts";
export { isSshKey, sshIdentity } from "./vault-ssh.ts";
export { askHidden, isTerminal, readDescriptor } from "./vault-terminal.ts";
export { untilInterrupted } from "./until-interrupted.ts";
export { watchFolders } from "./watch-folders.ts";
export { nodeWorld } from "./world.ts";
export { sqliteStore } from "./store/store.ts";
export { inboxOf, type Found } from "./inbox/inbox.ts";
export { gitIn } from "./worktree/git.ts";
export { worktreesIn, type Worktrees } from "./worktree/worktree.ts";
export { headlessHands } from "./headless/headless.ts";
export { tmuxHands } from "./tmux/tmux.ts";
export { checkpointWith } from "./sessions/checkpoint.ts";
export { type RunningDriver, sessionDriver, type Ports as SessionPorts } from "./sessions/session-driver.ts";
