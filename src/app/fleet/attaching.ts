/** Attaching: a person goes to the screen of a session. */
import { fail, type Result } from "../../base/result.ts";
import { attachWords, entryOf, fileNameFor, findProgram, runAttached } from "../../hosts/node/node.ts";
import type { Desk } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { rootIn } from "../install/root.ts";
import { look } from "./looking.ts";
import { sessionsQuestion } from "./questions.ts";

/** The exit code is that of tmux. */
export async function attachTo(desk: Desk, id: string, only: "looking" | "writing"): Promise<number> {
  const found = await screenOf(desk, id);
  if (!found.ok) return faulty(desk, found.fault);
  const tmux = findProgram("tmux", desk.around.variable("PATH") ?? "");
  if (tmux === undefined) return faulty(desk, { code: "session.tmux", what: "there is no tmux here" });
  const ended = await runAttached(tmux, attachWords(found.value.socket, found.value.folder, only), { TMUX: null });
  return ended.ok ? ended.value : faulty(desk, ended.fault);
}

type Screen = { readonly socket: string; readonly folder: string };

async function screenOf(desk: Desk, id: string): Promise<Result<Screen>> {
  const sessions = await look(desk, sessionsQuestion);
  if (!sessions.ok) return sessions;
  const session = sessions.value.value.find((one) => one.id === id);
  if (session === undefined) return fail({ code: "fleet.nothing", what: `there is no session \`${id}\`` });
  const fleet = `${rootIn(desk.around.home).folder}/fleet`;
  const screen = { socket: `${fleet}/screens`, folder: `${fleet}/sessions/${fileNameFor(id)}` };
  if (session.kind === "worker" && entryOf(`${screen.folder}/screen`) !== undefined) return { ok: true, value: screen };
  return fail({
    code: "session.no-screen",
    what: `session \`${id}\` has no screen: ${session.kind === "human" ? "it is a person's own" : "it works without a terminal"}`,
    todo: session.task === null ? "go to where it was started" : `\`sheepdog task logs --follow ${session.task}\` shows what it does`,
  });
}
