/** Signing in: the account's own client is opened in its own folder, by and for the person who owns it. */
import { installers } from "../../agents/agents.ts";
import { ensurePrivateFolder, findProgram, runAttached } from "../../hosts/node/node.ts";
import type { Desk } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { rootIn } from "../install/root.ts";
import { settingsNow } from "../settings/settings-now.ts";
import { barePlaceOf, runnableFor } from "./account-desk.ts";
import { planFromSettings } from "./plan-from-settings.ts";

/** The exit code is the client's own. */
export async function signIn(desk: Desk, id: string): Promise<number> {
  const { home, variable } = desk.around;
  const settings = await settingsNow(rootIn(home));
  if (!settings.ok) return faulty(desk, settings.fault);
  const account = planFromSettings(settings.value, home).accounts.find((one) => one.id === id);
  const rules = account === undefined ? undefined : runnableFor(account.product)?.accounts;
  const installer = installers.find(({ name }) => name === account?.product);
  if (account === undefined || rules === undefined || installer === undefined)
    return faulty(desk, {
      code: "fleet.nothing",
      what: `there is no account \`${id}\``,
      todo: "`sheepdog account list` shows those that are there",
    });
  if (account.kind !== "subscription")
    return faulty(desk, {
      code: "account.key",
      what: `account \`${id}\` is paid by a key or a cloud, and nobody signs in to it`,
      todo: "`sheepdog vault set` keeps its key",
    });
  const program = findProgram(installer.program, [variable("PATH") ?? "", ...installer.folders(home)].join(":"));
  if (program === undefined) return faulty(desk, { code: "account.client", what: `\`${installer.program}\` is not installed here` });
  const made = ensurePrivateFolder(account.folder);
  if (!made.ok) return faulty(desk, made.fault);
  // What would decide otherwise who is signed in, is taken away for this client.
  const deciding = Object.fromEntries(rules.deciding.map((name) => [name, null]));
  const ended = await runAttached(program, [], { ...deciding, ...rules.variables(barePlaceOf(account)) });
  return ended.ok ? ended.value : faulty(desk, ended.fault);
}
