/** Front door of the Node host: the machine as commands and the daemon need it. */
export { boundedText } from "./bounded-text.ts";
export { forceBreaker, readBreaker } from "./breaker-file.ts";
export { fileHash, hashOf, newSecret, nodeCrypto, randomHex, sameSecret } from "./crypto.ts";
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
export { exclusively, heldExclusively } from "./exclusively.ts";
export { runningPrograms } from "./running-programs.ts";
export { growingLog } from "./growing-log.ts";
export { type RequestHead, type Refused, serve, type Serving } from "./http/serving.ts";
export { endMarked, lifetime, type Lifetime, ownMark, runsMarked } from "./lifetime.ts";
export { closeToOthers, dropSockets, hearBell, isPrivateFolder, ownUid, readySocketFolder, runtimeFolder } from "./private-sockets.ts";
export { ownCommand, startAgain } from "./starting-again.ts";
export { diskSpace } from "./disk-space.ts";
export { askSocket, streamFromSocket } from "./http/asking.ts";
export { serveLoopback } from "./loopback.ts";
export { linesIn } from "./lines-in.ts";
export { keyFolder } from "./key-folder.ts";
export { programsAbove } from "./programs-above.ts";
export { signedBySsh } from "./signer-ssh.ts";
export { showOnTerminal } from "./signer-terminal.ts";
export { nodeVerifier } from "./signer-verifier.ts";
export { now } from "./now.ts";
export { pause } from "./pause.ts";
export { paneOf } from "./pane.ts";
export { personHere } from "./person-here.ts";
export { findProgram, runAttached, runProgram, type RunResult } from "./programs.ts";
export { environment, surroundings, type Surroundings } from "./surroundings.ts";
export { type Identity, identityIn, newIdentity, recipientOf, unwrapKey, wrapKey } from "./vault-age.ts";
export { machineKey, machineNames, nodeLocksmith, openedWith } from "./vault-crypto.ts";
export { isSshKey, sshIdentity } from "./vault-ssh.ts";
export { askHidden, isTerminal, readDescriptor } from "./vault-terminal.ts";
export { changeStatementFile, readStatementFile } from "./statement-file.ts";
export { machineTimers, untilInterrupted } from "./until-interrupted.ts";
export { watchFolders } from "./watch-folders.ts";
export { nodeWorld } from "./world.ts";
export { sqliteStore } from "./store/store.ts";
export { readFleetStore, type StoreReading } from "./store/reading.ts";
export { inboxOf, type Found } from "./inbox/inbox.ts";
export { putIntoInbox } from "./inbox/putting.ts";
export { gitIn } from "./worktree/git.ts";
export { worktreesIn, type Worktrees } from "./worktree/worktree.ts";
export { headlessHands } from "./headless/headless.ts";
export { attachWords } from "./tmux/attaching.ts";
export { tmuxHands } from "./tmux/tmux.ts";
export { steadyMs } from "./steady-ms.ts";
export { post, signatureOf } from "./post.ts";
export { peopleOn } from "./sessions/people.ts";
export { sweepSessions } from "./sessions/old-sessions.ts";
export { fileNameFor } from "./sessions/session-folder.ts";
export { checkpointWith } from "./sessions/checkpoint.ts";
export { type RunningDriver, sessionDriver, type Ports as SessionPorts } from "./sessions/session-driver.ts";
