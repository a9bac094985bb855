/** The command line as a shell completes it: each command with what may follow, read from the very commands that run. */
import type { Argument, Command, Option } from "commander";

export type CommandNode = {
  /** `sheepdog ledger show` */
  readonly path: string;
  readonly commands: readonly Named[];
  readonly options: readonly OptionNode[];
  /** What its other words are. */
  readonly operand: Kind;
};

export type Named = { readonly name: string; readonly about: string };

/** `value` is undefined where none follows. */
export type OptionNode = { readonly flags: readonly string[]; readonly about: string; readonly value: Kind | undefined };

/** What a word can be: one of these, a file, a folder, or something that no shell can guess. */
export type Kind =
  | { readonly is: "choice"; readonly choices: readonly string[] }
  | { readonly is: "file" }
  | { readonly is: "folder" }
  | { readonly is: "other" };

/** Every command with those below it, the outermost first. */
export function commandTree(command: Command, above = ""): readonly CommandNode[] {
  const help = command.createHelp();
  const path = `${above}${command.name()}`;
  const commands = help.visibleCommands(command);
  const node: CommandNode = {
    path,
    commands: commands.map((one) => ({ name: one.name(), about: help.subcommandDescription(one) })),
    options: help.visibleOptions(command).map((one) => optionNode(one, help.optionDescription(one))),
    operand: kindOfOperand(command.registeredArguments[0]),
  };
  return [node, ...command.commands.flatMap((one) => commandTree(one, `${path} `))];
}

function optionNode(option: Option, about: string): OptionNode {
  const flags = [option.short, option.long].filter((flag) => flag !== undefined);
  return { flags, about, value: option.required || option.optional ? kindOf(option.argChoices, option.flags) : undefined };
}

function kindOfOperand(argument: Argument | undefined): Kind {
  return argument === undefined ? { is: "other" } : kindOf(argument.argChoices, argument.name());
}

/** Arguments are called what they are. */
function kindOf(choices: readonly string[] | undefined, called: string): Kind {
  if (choices !== undefined) return { is: "choice", choices };
  if (/folder/.test(called)) return { is: "folder" };
  return /file|path/.test(called) ? { is: "file" } : { is: "other" };
}
