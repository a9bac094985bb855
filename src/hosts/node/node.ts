/** Front door of the Node host: the machine as commands and the daemon need it. */
export { fileHash, hashOf, nodeCrypto } from "./crypto.ts";
export { linkTarget, readTextFile, readTextIfThere, removeFile, removeLink, replaceFile, writeTextFile } from "./files.ts";
export {
  copyProgram,
  ensureFolder,
  ensurePrivateFolder,
  isWritable,
  missingFolders,
  namesIn,
  removeEmptyFolder,
  removeTree,
  swapLink,
  throwawayFolder,
} from "./folders.ts";
export { serveLoopback } from "./loopback.ts";
export { findProgram, runAttached, runProgram, type RunResult } from "./programs.ts";
export { surroundings, type Surroundings } from "./surroundings.ts";
export { nodeWorld } from "./world.ts";
