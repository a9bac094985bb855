/** `init`: the guard in place, in the settings of every agent on this machine, and proved by each. */
import { adapters, installers } from "../../agents/agents.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { findAgents, type FoundAgent } from "./found.ts";
import { placeGuard } from "./guard.ts";
import { guardAgent, type Work } from "./guarding.ts";
import { levelText, pageOf } from "./page.ts";
import { rootIn } from "./root.ts";
import { sampleSession } from "./sample.ts";

export type InitOptions = { readonly dryRun: boolean; readonly agent: string | undefined };

export async function initialise(desk: Desk, options: InitOptions): Promise<ExitCode> {
  const wanted = await wantedAgents(desk, options.agent);
  if (!wanted.ok) return faulty(desk, wanted.fault);
  const work: Work = { desk, root: rootIn(desk.around.home), page: pageOf(desk), dryRun: options.dryRun };
  const put = await putGuard(work);
  if (!put.ok) return faulty(desk, put.fault);
  if (wanted.value.length === 0) return showSample(work);
  let all = true;
  for (const agent of wanted.value) all = (await guardAgent(work, agent)) && all;
  finish(work, all);
  return all ? 0 : 1;
}

/** All that are here, or the one that was named. */
async function wantedAgents(desk: Desk, name: string | undefined): Promise<Result<readonly FoundAgent[]>> {
  const known = installers.map((one) => one.name);
  if (name !== undefined && !known.includes(name)) {
    const names = known.map((one) => `\`${one}\``).join(", ");
    return fail({ code: "agent.unknown", what: `the agent \`${name}\` is not known here; known are ${names}` });
  }
  const found = (await findAgents(desk)).filter((agent) => name === undefined || agent.installer.name === name);
  if (name === undefined || found.length > 0) return done(found);
  const what = `the agent \`${name}\` is not on this machine`;
  return fail({ code: "agent.absent", what, follows: "nothing was changed", todo: "install it, then run this again" });
}

async function putGuard({ desk, root, page, dryRun }: Work): Promise<Result<void>> {
  if (dryRun) {
    page.line("guard", `would be placed at ${page.path(root.guard)}, with its ledger beside it`);
    return done(undefined);
  }
  const placed = await placeGuard(desk.guard, root);
  if (!placed.ok) return placed;
  page.line("guard", `${page.path(root.guard)} ${placed.value.changed ? "placed" : "unchanged"} (${placed.value.version})`);
  page.line("ledger", page.path(root.ledger));
  return done(undefined);
}

function finish({ page, dryRun }: Work, all: boolean): void {
  page.blank();
  page.line("level", levelText);
  const next = all ? "every agent found is guarded; try `sheepdog explain 'rm -rf ~'`" : "not every agent is guarded; see above";
  page.line("next", dryRun ? "nothing was changed; run `sheepdog init` to do it" : next);
}

async function showSample({ desk, root, page, dryRun }: Work): Promise<ExitCode> {
  page.line("agents", `none is on this machine; known here: ${installers.map((one) => one.title).join(", ")}`);
  const [installer] = installers;
  const adapter = adapters.find((one) => one.name === installer?.name);
  if (dryRun || installer === undefined || adapter === undefined) return 0;
  page.blank();
  desk.out(`So this is what ${installer.title} would meet, asked of the guard itself:\n\n`);
  const session = await sampleSession(adapter, root);
  if (!session.ok) return faulty(desk, session.fault);
  for (const { command, blocked, reason } of session.value) {
    page.line(blocked ? "  blocked" : "  allowed", command);
    if (blocked) page.line("", reason);
  }
  page.blank();
  page.line(
    "next",
    `install ${installer.title}, then run \`sheepdog init\` again; or ask about a command: \`sheepdog explain 'rm -rf ~'\``,
  );
  return 0;
}
