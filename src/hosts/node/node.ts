/** Front door of the Node host: the machine as commands and the daemon need it. */
export { readTextFile, writeTextFile } from "./files.ts";
export { runAttached, runProgram, type Run, type RunResult } from "./programs.ts";
export { surroundings, type Surroundings } from "./surroundings.ts";
