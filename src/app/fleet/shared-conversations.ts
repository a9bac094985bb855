/** One place for the conversations of all accounts, so that what was begun on one can go on elsewhere: each account's own folder leads to it. */
import { ensurePrivateFolder, entryItself, realPath, swapLink } from "../../hosts/node/node.ts";
import { runnableFor } from "./account-desk.ts";
import type { AccountPlan } from "./fleet-plan.ts";

/** Sentences about accounts whose work cannot go on elsewhere. Nothing that lies there is ever moved or replaced. */
export function shareConversations(accounts: readonly AccountPlan[], folder: string): readonly string[] {
  return accounts.flatMap((account) => {
    const name = runnableFor(account.product)?.accounts.conversations;
    const flaw = name === undefined ? undefined : flawOf(`${account.folder}/${name}`, `${folder}/${account.product}`);
    return flaw === undefined
      ? []
      : [`account \`${account.id}\` keeps its conversations to itself, so they cannot go on in another one: ${flaw}`];
  });
}

function flawOf(own: string, shared: string): string | undefined {
  const made = ensurePrivateFolder(shared);
  if (!made.ok) return made.fault.what;
  if (entryItself(own) === undefined) {
    const linked = swapLink(own, shared);
    return linked.ok ? undefined : linked.fault.what;
  }
  return realPath(own) === realPath(shared) ? undefined : `\`${own}\` does not lead to \`${shared}\``;
}
