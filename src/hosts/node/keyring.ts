/** Where a machine keeps a secret for its user: the Secret Service of a desktop, or what systemd seals to this machine and its TPM. */
import { fail, done, type Result } from "../../base/result.ts";
import { findProgram, runProgram, type RunResult } from "./programs.ts";

/** Not the caller's PATH: whoever can change it would be handed the secret. */
const systemFolders = "/usr/bin:/bin:/usr/local/bin:/run/current-system/sw/bin";

const patienceMs = 30_000;

/** `name` is that of the vault and of the way into it, so that a new secret never takes the place of one that is still needed. */
export type Keeper = { readonly name: string; readonly folders?: string };

/** In the login keyring. */
export async function keepInKeyring(secret: string, { name, folders = systemFolders }: Keeper): Promise<Result<void>> {
  const args = ["store", `--label=Sheepdog vault ${name}`, ...attributes(name)];
  const kept = await run("secret-tool", { args, input: secret, folders });
  return kept.ok ? done(undefined) : kept;
}

export async function fromKeyring({ name, folders = systemFolders }: Keeper): Promise<Result<string>> {
  return run("secret-tool", { args: ["lookup", ...attributes(name)], input: "", folders });
}

export async function dropFromKeyring({ name, folders = systemFolders }: Keeper): Promise<Result<void>> {
  const dropped = await run("secret-tool", { args: ["clear", ...attributes(name)], input: "", folders });
  return dropped.ok ? done(undefined) : dropped;
}

function attributes(name: string): readonly string[] {
  return ["application", "sheepdog", "vault", name];
}

/** A text that this machine alone turns back into the secret. */
export async function sealedByMachine(secret: string, { name, folders = systemFolders }: Keeper): Promise<Result<string>> {
  return run("systemd-creds", { args: credsWords("encrypt", name), input: secret, folders });
}

export async function openedByMachine(sealed: string, { name, folders = systemFolders }: Keeper): Promise<Result<string>> {
  return run("systemd-creds", { args: credsWords("decrypt", name), input: sealed, folders });
}

/** The name is bound in: what was sealed for one vault is not opened for another. */
function credsWords(verb: "encrypt" | "decrypt", name: string): readonly string[] {
  return [...(process.getuid?.() === 0 ? [] : ["--user"]), verb, `--name=sheepdog-vault-${name}`, "-", "-"];
}

type Asked = { readonly args: readonly string[]; readonly input: string; readonly folders: string };

/** Secrets go by standard input and output alone. */
async function run(name: string, { args, input, folders }: Asked): Promise<Result<string>> {
  const program = findProgram(name, folders);
  if (program === undefined)
    return fail({
      code: "keeper.absent",
      what: `\`${name}\` is not on this machine`,
      todo: `install it, or open the vault in another way`,
    });
  const ended: RunResult = await runProgram({ program, args, input, timeoutMs: patienceMs });
  const said = ended.stderr.trim().split("\n")[0] ?? "";
  if (ended.exit === 0) return done(ended.stdout);
  const how = ended.timedOut ? "took too long" : `ended with ${ended.exit}${said === "" ? "" : `: ${said}`}`;
  return fail({ code: "keeper.failed", what: `\`${name}\` ${how}`, todo: "open the vault in another way" });
}
