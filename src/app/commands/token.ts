/** `sheepdog token`: lets somebody ask the daemon who cannot come through its socket. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { now } from "../../hosts/node/node.ts";
import { type Role, roles } from "../daemon/role.ts";
import { addToken, listTokens, removeToken } from "../daemon/tokens.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { rootIn } from "../install/root.ts";
import { instantText } from "../ledger/instant-text.ts";
import { settingsNow } from "../settings/settings-now.ts";
import { msFrom } from "../settings/units.ts";
import type { End } from "./vault-options.ts";

type Options = { readonly role: Role; readonly for?: number };

export function addTokens(program: Command, desk: Desk, end: End): void {
  const token = program.command("token").description("let somebody ask the daemon who cannot come through its socket");
  token
    .command("add")
    .description("make a token and print it once")
    .argument("<name>", "what it is for")
    .addOption(new Option("--role <role>", "what it may do").choices(roles).default("viewer"))
    .option("--for <duration>", "how long it is good for, such as `30d`", durationFrom)
    .action(async (name: string, options: Options) => end(await add(desk, name, options)));
  token
    .command("list")
    .description("list tokens; what they are is not kept, only what they are for")
    .option("--json", "print JSON")
    .action((options: { readonly json?: true }) => end(list(desk, options.json === true)));
  token
    .command("remove")
    .description("take a token back; it counts for nothing at once")
    .argument("<id>", "as `token list` has it")
    .action((id: string) => end(remove(desk, id)));
}

async function add(desk: Desk, name: string, options: Options): Promise<ExitCode> {
  const root = rootIn(desk.around.home);
  const settings = await settingsNow(root);
  if (!settings.ok) return faulty(desk, settings.fault);
  const lifeMs = options.for ?? settings.value.daemon.tokenLife;
  const added = addToken(root, { role: options.role, name, lifeMs }, now());
  if (!added.ok) return faulty(desk, added.fault);
  const { token, text } = added.value;
  desk.out(`${text}\n`);
  desk.err(`token ${token.id} for \`${name}\`, role ${token.role}, until ${instantText(token.until)}; it is not shown again\n`);
  return 0;
}

function list(desk: Desk, json: boolean): ExitCode {
  const tokens = listTokens(rootIn(desk.around.home));
  if (!tokens.ok) return faulty(desk, tokens.fault);
  const shown = tokens.value.map(({ hash: _hash, ...token }) => ({ ...token, good: token.until > now() }));
  if (json) desk.out(`${JSON.stringify(shown, null, 2)}\n`);
  else if (shown.length === 0) desk.out("there are no tokens\n");
  else
    for (const one of shown)
      desk.out(`${one.id}  ${one.role.padEnd(6)}  ${one.good ? "until" : "ended"} ${instantText(one.until)}  ${one.name}\n`);
  return 0;
}

function remove(desk: Desk, id: string): ExitCode {
  const removed = removeToken(rootIn(desk.around.home), id);
  if (!removed.ok) return faulty(desk, removed.fault);
  if (removed.value) return 0;
  return faulty(desk, { code: "token.unknown", what: `there is no token \`${id}\``, todo: "`sheepdog token list` lists them" });
}

function durationFrom(text: string): number {
  const ms = msFrom(text);
  if (ms === undefined || ms < 1_000) throw new InvalidArgumentError("it is a duration such as `12h` or `30d`");
  return ms;
}
