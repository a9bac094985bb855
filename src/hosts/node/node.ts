/** Front door of the Node host: the machine as commands and the daemon need it. */
export { fileHash, hashOf, nodeCrypto, randomHex } from "./crypto.ts";
export { linkTarget, readTail, readTextFile, readTextIfThere, removeFile, removeLink, replaceFile, writeTextFile } from "./files.ts";
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
export { runningPrograms } from "./running-programs.ts";
export { serveLoopback } from "./loopback.ts";
export { now } from "./now.ts";
export { findProgram, runAttached, runProgram, type RunResult } from "./programs.ts";
export { surroundings, type Surroundings } from "./surroundings.ts";
export { nodeWorld } from "./world.ts";
