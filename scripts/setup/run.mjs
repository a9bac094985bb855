/** Runs a program for set-up: without input, its output kept for the fault it may end in. */
import { spawn } from "node:child_process";
import { SetupFault } from "./fault.mjs";

/** `failure` is the sentence that a person reads when the program does not end well. */
export function run(command, { args = [], cwd, env = process.env, failure }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const output = { stdout: "", stderr: "" };
    for (const channel of ["stdout", "stderr"]) child[channel].setEncoding("utf8").on("data", (text) => (output[channel] += text));
    const release = endTogether(child);
    child.on("error", (error) => {
      release();
      reject(new SetupFault(`${failure} (\`${command}\` could not be started: ${error.code})`));
    });
    child.on("close", (code, signal) => {
      release();
      if (code === 0) resolve(output);
      else reject(new SetupFault(`${failure} (\`${command}\` ended with ${signal ?? code})`, output.stdout + output.stderr));
    });
  });
}

/** A set-up that is told to stop takes its program with it. */
function endTogether(child) {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  const stop = (signal) => {
    child.kill(signal);
    process.exit(1);
  };
  for (const signal of signals) process.on(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}
