/** `sheepdog vault init` and `rekey`: the ways into a vault. */
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Result } from "../../base/result.ts";
import { type SealedVault, type Way, ways } from "../../proof/vault/vault.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { pageOf } from "../install/page.ts";
import { initialiseVault } from "../vault/initialising.ts";
import { rekeyVault } from "../vault/rekeying.ts";
import { usualWork, type WantedWay } from "../vault/slot-making.ts";
import type { Unlocking } from "../vault/unlocking.ts";
import { vaultPlaces } from "../vault/vault-file.ts";
import { descriptorOption, type End, opened } from "./vault-options.ts";

type Options = Omit<Unlocking, "way"> & {
  readonly way?: Way;
  readonly add?: readonly Way[];
  readonly drop?: readonly string[];
  readonly newIdentity?: string;
  readonly recipient?: string;
  readonly newPassphraseFd?: number;
  readonly workFactor: number;
  readonly anew?: true;
};

export function addVaultInit(vault: Command, desk: Desk, end: End): void {
  const added = new Option("--add <way...>", "a way into it").choices(ways);
  const init = vault.command("init").description("make a vault; without a way it opens by a passphrase");
  waysOf(init.addOption(added))
    .option("--anew", "make one although the one before is lost, with all that it held")
    .action(async (options: Options) => {
      const wanted = (options.add ?? ["passphrase"]).map((way) => wantedWay(way, options));
      end(ended(desk, "made", await initialiseVault(desk, { ways: wanted, anew: options.anew === true })));
    });
  const rekey = opened(vault.command("rekey").description("give the vault another key, and add or drop ways into it"));
  waysOf(rekey.addOption(added))
    .option("--drop <id...>", "a way that opens it no more, by its id in `vault check`")
    .action(async (options: Options) => {
      const add = (options.add ?? []).map((way) => wantedWay(way, options));
      const passphrase = wantedWay("passphrase", options);
      end(ended(desk, "has another key", await rekeyVault(desk, { unlocking: options, add, drop: options.drop ?? [], passphrase })));
    });
}

function waysOf(command: Command): Command {
  return command
    .option("--new-passphrase-fd <n>", "read the new passphrase from this file descriptor", descriptorOption)
    .option("--new-identity <file>", "the age identity or SSH key of a way that is added")
    .option("--recipient <age1…>", "the age recipient of a way that is added, such as that of a key in a safe")
    .option("--work-factor <n>", "how hard scrypt makes each guess of a passphrase, 15 to 22", workFactor, usualWork);
}

function wantedWay(way: Way, { newPassphraseFd, newIdentity, recipient, workFactor: work }: Options): WantedWay {
  return { way, newPassphraseFd, work, identity: newIdentity, recipient };
}

function workFactor(word: string): number {
  const factor = Number(word);
  if (!Number.isInteger(factor) || factor < 15 || factor > 22) throw new InvalidArgumentError("it is a whole number from 15 to 22");
  return factor;
}

function ended(desk: Desk, what: string, made: Result<SealedVault>): ExitCode {
  if (!made.ok) return faulty(desk, made.fault);
  const page = pageOf(desk);
  page.line("vault", `${page.path(vaultPlaces(desk.around).file)} ${what}`);
  for (const { way, label, id } of made.value.head.slots) page.line("opens by", `${way} (${label}), ${id}`);
  return 0;
}
