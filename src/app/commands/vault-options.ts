/** Options that several subcommands of `sheepdog vault` take, and those that open it for others. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { ways } from "../../proof/vault/vault.ts";
import type { ExitCode } from "../desk.ts";
import { descriptorNumber } from "../vault/taking.ts";

export type End = (code: ExitCode) => void;

/** Every subcommand that opens the vault takes these. */
export function opened(command: Command): Command {
  return command
    .option("--passphrase-fd <n>", "read the passphrase from this file descriptor", descriptorOption)
    .option("--identity <file>", "open it with an age identity or an SSH key")
    .addOption(new Option("--way <way>", "open it in this way").choices(ways));
}

export function descriptorOption(word: string): number {
  const read = descriptorNumber(word);
  if (!read.ok) throw new InvalidArgumentError(read.fault.what);
  return read.value;
}
