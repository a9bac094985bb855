/** `sheepdog key add`: a key by which a person says yes. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { absolutePath } from "../../base/path.ts";
import type { Result } from "../../base/result.ts";
import { personHere } from "../../hosts/node/node.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { pageOf } from "../install/page.ts";
import { oneLine } from "../one-line.ts";
import { type Added, addSshKey, enrolKey, makeKey } from "../statements/adding-keys.ts";
import { shortId } from "../statements/key-places.ts";
import { usualWork } from "../statements/private-keys.ts";
import { signing } from "./statement-options.ts";

type AddOptions = {
  readonly name?: string;
  readonly way: "passphrase" | "keyring";
  readonly ssh?: string;
  readonly enrol?: string;
  readonly managed?: true;
  readonly elsewhere?: true;
  readonly workFactor: number;
  readonly key?: string;
};

export function addKeyAdd(key: Command, desk: Desk, end: (code: ExitCode) => void): void {
  signing(key.command("add").description("make a key, or take one that is there; a key that counts has to agree once there is one"))
    .argument("[file]", "with --enrol: the public half that another device made")
    .option("--name <name>", "what you call it")
    .addOption(new Option("--way <way>", "what opens it").choices(["passphrase", "keyring"]).default("passphrase"))
    .option("--ssh <file>", "a key of OpenSSH: one in a security key (`-t ed25519-sk`), or one with a passphrase of its own")
    .option("--enrol <code>", "take the key of another device, which shows this code")
    .option("--managed", "with --enrol, as root: for this machine, where only root says which keys count")
    .option("--elsewhere", "make a key here that is to count on another machine, and show its code")
    .option("--work-factor <n>", "how hard scrypt makes each guess of a passphrase, 15 to 22", workFactor, usualWork)
    .action(async (file: string | undefined, options: AddOptions) => end(told(desk, await added(desk, file, options))));
}

function added(desk: Desk, file: string | undefined, options: AddOptions): Promise<Result<Added>> {
  const choice = { key: options.key };
  const at = (path: string): string => absolutePath(path, desk.around.cwd);
  if (options.enrol !== undefined)
    return enrolKey(desk, { file: at(file ?? ""), code: options.enrol, managed: options.managed === true, choice });
  if (options.ssh !== undefined) return addSshKey(desk, { file: at(options.ssh), name: options.name, choice });
  const { user, host } = personHere();
  return makeKey(
    desk,
    { name: options.name ?? `${user} at ${host}`, way: options.way, work: options.workFactor, choice },
    options.elsewhere === true,
  );
}

function told(desk: Desk, outcome: Result<Added>): ExitCode {
  if (!outcome.ok) return faulty(desk, outcome.fault);
  const { id, key, code, file, counts } = outcome.value;
  const page = pageOf(desk);
  page.line(
    "key",
    `${shortId(id)} (${key.kind}, ${oneLine(key.name, 80)}) ${counts ? "counts from now on" : "is made, and counts nowhere yet"}`,
  );
  page.line("file", page.path(file));
  if (!counts) page.line("code", `${code}, on the machine that is to trust it: \`sheepdog key add --enrol ${code} FILE\``);
  return 0;
}

function workFactor(word: string): number {
  const factor = Number(word);
  if (!Number.isInteger(factor) || factor < 15 || factor > 22) throw new InvalidArgumentError("it is a whole number from 15 to 22");
  return factor;
}
