/** Acknowledging: a person at a terminal reads what it means that work moves between subscriptions, and says it in words. */
import { askHidden, showOnTerminal } from "../../hosts/node/node.ts";
import { askDaemon } from "../daemon/client.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";

const acknowledgement = "these plans are mine";

const meaning = `
When a subscription is used up, its tasks may go on with another of your subscriptions.

- Each plan has to be your own, signed in by you, in its own client. Sheepdog never reads, copies or hands on a login.
- Whether your provider allows it to move work between plans is not said clearly anywhere: read your terms first. An account may be closed over it.
- Waiting for the reset, or an account that is paid by use (\`fleet.whenLimited: overflow\`), needs no such word.
- Every move is on record. \`sheepdog account revoke-moving\` takes it back at any time.

`;

export async function acknowledgeMoving(desk: Desk): Promise<ExitCode> {
  const shown = showOnTerminal(meaning);
  if (!shown.ok) return faulty(desk, { ...shown.fault, follows: "work stays on its subscription" });
  const typed = askHidden(`type \`${acknowledgement}\` to say so: `);
  if (!typed.ok) return faulty(desk, { ...typed.fault, follows: "work stays on its subscription" });
  if (typed.value.trim() !== acknowledgement) {
    desk.err("sheepdog: these were other words; work stays on its subscription\n");
    return 2;
  }
  const told = await askDaemon(desk, { method: "POST", path: "/v1/fleet/acknowledge-moving" });
  if (!told.ok) return faulty(desk, told.fault);
  desk.out("work may move between your subscriptions from now on\n");
  return 0;
}
