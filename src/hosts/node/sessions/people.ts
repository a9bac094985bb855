/** Sessions that people have open themselves on an account: seen, so that they can be shown, and left alone. */
import { readlinkSync } from "node:fs";
import type { AccountPlace, Client, ClientState } from "../../../fleet/fleet.ts";
import { clientStates, isStill } from "./conversation-holder.ts";
import { isOurs } from "./left-processes.ts";

export type PersonSession = { readonly pid: number; readonly folder: string; readonly state: ClientState["state"] };

/** Only where the client keeps files about its processes. */
export function peopleOn(client: Client, place: AccountPlace): readonly PersonSession[] {
  return clientStates(client, place)
    .filter((one) => isStill(one) && !isOurs(one.pid))
    .map(({ pid, state }) => ({ pid, state, folder: folderOf(pid) }));
}

function folderOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    // It ended meanwhile, or this system does not say.
    return "";
  }
}
