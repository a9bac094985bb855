/** `sheepdog session`: the sessions of the pool, and those of people that the fleet leaves alone. */
import type { Command } from "commander";
import { now } from "../../hosts/node/node.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { attachTo } from "../fleet/attaching.ts";
import { look } from "../fleet/looking.ts";
import { sessionsQuestion } from "../fleet/questions.ts";
import { sessionsText } from "../fleet/texts.ts";
import type { SessionView } from "../fleet/views.ts";
import { watchPage } from "../fleet/watching.ts";
import { haveDone, showLooked } from "./fleet-showing.ts";
import type { End } from "./vault-options.ts";

type Listing = { readonly watch?: true; readonly json?: true };

export function addSession(program: Command, desk: Desk, end: (code: number) => void): void {
  const session = program.command("session").description("see the sessions of the pool, look into one, end one");
  session
    .command("list")
    .description("show the sessions: those of the pool, and those of people on the same accounts")
    .option("-w, --watch", "go on showing them")
    .option("--json", "print JSON")
    .action(async (options: Listing) => end(await list(desk, options)));
  session
    .command("attach")
    .description("go to the screen of a session; from the first key on it is yours, and the fleet takes its hands away")
    .argument("<session>", "its id")
    .option("--look", "only look on, and take nothing over")
    .action(async (id: string, { look: only }: { readonly look?: true }) =>
      end(await attachTo(desk, id, only === true ? "looking" : "writing")),
    );
  addStop(session, desk, end);
}

function addStop(session: Command, desk: Desk, end: End): void {
  session
    .command("stop")
    .description("end a session of the pool; its task is held until you resume or cancel it")
    .argument("<session>", "its id")
    .action(async (id: string) =>
      end(
        await haveDone(desk, {
          path: `/v1/sessions/${encodeURIComponent(id)}/stop`,
          said: `session ${id} is being ended; its task is held`,
        }),
      ),
    );
}

function textNow(sessions: readonly SessionView[]): string {
  return sessionsText(sessions, now());
}

async function list(desk: Desk, { watch, json }: Listing): Promise<ExitCode> {
  if (watch !== true) return showLooked(desk, sessionsQuestion, { json, text: textNow });
  return watchPage(desk, async () => {
    const sessions = await look(desk, sessionsQuestion);
    return sessions.ok ? { ok: true, value: { text: textNow(sessions.value.value), isOver: false } } : sessions;
  });
}
