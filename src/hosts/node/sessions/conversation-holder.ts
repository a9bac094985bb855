/** Who has a conversation open: clients do not lock theirs, so it is looked for in their own files and in ours. */
import { join } from "node:path";
import type { AccountPlace, Client, ClientState } from "../../../fleet/fleet.ts";
import { readTextIfThere } from "../files.ts";
import { namesIn } from "../folders.ts";
import { leftProcesses } from "./left-processes.ts";
import { processAt } from "./process-mark.ts";
import { recordIn } from "./session-folder.ts";

export type Asked = {
  readonly root: string;
  readonly client: Client;
  readonly places: readonly AccountPlace[];
  readonly conversation: string;
  /** The folder of the session that asks. */
  readonly except: string;
};

/** The number of a process that has it, or `undefined`. */
export function holderOf(asked: Asked): number | undefined {
  return ownHolder(asked) ?? strangeHolder(asked);
}

function ownHolder({ root, conversation, except }: Asked): number | undefined {
  const folder = join(root, "sessions");
  const names = namesIn(folder);
  const others = (names.ok ? names.value : []).map((name) => join(folder, name)).filter((path) => path !== except);
  for (const path of others) {
    const record = recordIn(path);
    if (!record.ok || record.value?.start.conversation !== conversation) continue;
    const [pid] = leftProcesses({ folder: path, leader: undefined });
    if (pid !== undefined) return pid;
  }
  return undefined;
}

/** A client that was killed leaves its file behind, and its number may be somebody else's by now. */
function strangeHolder({ client, places, conversation, except }: Asked): number | undefined {
  const own = new Set(leftProcesses({ folder: except, leader: undefined }));
  const states = places.flatMap((place) => clientStates(client, place)).filter((state) => state.conversation === conversation);
  return states.find((state) => !own.has(state.pid) && isStill(state))?.pid;
}

/** What the clients of an account say of themselves. */
export function clientStates(client: Client, place: AccountPlace): readonly ClientState[] {
  const folder = client.stateFolder(place);
  const names = folder === null ? undefined : namesIn(folder);
  return (names?.ok === true ? names.value : []).flatMap((name) => {
    const text = readTextIfThere(join(folder ?? "", name));
    const state = text.ok && text.value !== null ? client.readState(text.value) : undefined;
    return state === undefined ? [] : [state];
  });
}

/** Where the client does not say when its process began, any process of that number counts: a start too few is mended, one too many is not. */
export function isStill({ pid, startedTicks }: ClientState): boolean {
  const found = processAt(pid);
  return found !== undefined && !found.isOver && (startedTicks === null || found.startedTicks === startedTicks);
}
