/** Signatures by `ssh-keygen`: it asks for the passphrase or the PIN at the terminal itself, and waits for the finger on a security key. */
import { spawn } from "node:child_process";
import { homedir } from "node:os";
import { done, fail, type Result } from "../../base/result.ts";
import { systemFault } from "./fault.ts";
import { findProgram } from "./programs.ts";

/** Not the caller's PATH: whoever can change it would be handed the passphrase. */
const systemFolders = "/usr/bin:/bin:/usr/local/bin:/opt/homebrew/bin:/run/current-system/sw/bin";

export type SshSigning = {
  /** The private key, or the handle of one on a security key. */
  readonly file: string;
  readonly namespace: string;
  readonly message: string;
};

/** The armoured signature. */
export async function signedBySsh({ file, namespace, message }: SshSigning): Promise<Result<string>> {
  const program = findProgram("ssh-keygen", systemFolders);
  if (program === undefined) return fail({ code: "signer.absent", what: "`ssh-keygen` is not on this machine", todo: "install OpenSSH" });
  try {
    const { code, out } = await heard(program, ["-Y", "sign", "-n", namespace, "-O", "hashalg=sha256", "-f", file], message);
    if (code === 0) return done(out);
    const todo = "look at what it said above; a security key has to be plugged in and touched";
    return fail({ code: "signer.failed", what: `\`ssh-keygen\` did not sign with \`${file}\``, follows: "nothing was changed", todo });
  } catch (error) {
    return systemFault("signer.unstartable", `\`${program}\` could not be started`, error);
  }
}

/**
 * In our own session, so that it finds the terminal. Without the variables by which another program would answer in the person's place: an
 * agent that holds the key open, a window that asks, a library that stands in for the security key.
 */
function heard(program: string, args: readonly string[], input: string): Promise<{ readonly code: number; readonly out: string }> {
  return new Promise((resolve, reject) => {
    const env = { HOME: homedir(), PATH: systemFolders, SSH_ASKPASS_REQUIRE: "never" };
    const child = spawn(program, args, { env, stdio: ["pipe", "pipe", "inherit"] });
    let out = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 128, out }));
    // It may end before it has read everything; that shows in its exit code.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}
