/** `init`: the guard in place, in the files of every agent on this machine, and proved by each. */
import { adapters, installers, type Scope } from "../../agents/agents.ts";
import { done, fail, type Result } from "../../base/result.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { findAgents, type FoundAgent } from "./found.ts";
import { placeGuard } from "./guard.ts";
import { guardAgent, type Work } from "./guarding.ts";
import { levelText, pageOf } from "./page.ts";
import { rootFor } from "./root.ts";
import { sampleSession } from "./sample.ts";

/** Without a scope it is the user's, and the managed one is proposed. */
export type InitOptions = { readonly dryRun: boolean; readonly agent: string | undefined; readonly scope: Scope | undefined };

export async function initialise(desk: Desk, options: InitOptions): Promise<ExitCode> {
  const scope = options.scope ?? "user";
  const wanted = await wantedAgents(desk, options.agent, scope);
  if (!wanted.ok) return faulty(desk, wanted.fault);
  if (scope === "managed" && !desk.around.isRoot && !options.dryRun) return faulty(desk, needsRoot);
  const work: Work = { desk, root: rootFor(scope, desk.around), page: pageOf(desk), dryRun: options.dryRun };
  if (options.scope === undefined) proposeManaged(work);
  const put = await putGuard(work);
  if (!put.ok) return faulty(desk, put.fault);
  if (wanted.value.length === 0) return showSample(work);
  let all = true;
  for (const agent of wanted.value) all = (await guardAgent(work, agent)) && all;
  finish(work, scope, all);
  return all ? 0 : 1;
}

const needsRoot = {
  code: "scope.needs-root",
  what: "managed settings belong to whoever runs this machine, so they need root",
  follows: "nothing was changed",
  todo: "run `sudo sheepdog init --scope managed`, or `sheepdog init --scope user` for yourself alone",
};

function proposeManaged({ page, desk }: Work): void {
  const how = desk.around.isRoot ? "`sheepdog init --scope managed`" : "`sudo sheepdog init --scope managed` (root, once)";
  page.line("stronger", `${how} puts the guard where no agent and no repository can change it; this is for you alone`);
}

/** All that are here, or the one that was named. */
async function wantedAgents(desk: Desk, name: string | undefined, scope: Scope): Promise<Result<readonly FoundAgent[]>> {
  const known = installers.map((one) => one.name);
  if (name !== undefined && !known.includes(name)) {
    const names = known.map((one) => `\`${one}\``).join(", ");
    return fail({ code: "agent.unknown", what: `the agent \`${name}\` is not known here; known are ${names}` });
  }
  const found = (await findAgents(desk, scope)).filter((agent) => name === undefined || agent.installer.name === name);
  if (name === undefined || found.length > 0) return done(found);
  const what = `the agent \`${name}\` is not on this machine`;
  return fail({ code: "agent.absent", what, follows: "nothing was changed", todo: "install it, then run this again" });
}

async function putGuard({ desk, root, page, dryRun }: Work): Promise<Result<void>> {
  if (dryRun) {
    page.line("guard", `would be placed at ${page.path(root.guard)}, its ledger at ${page.path(root.ledger)}`);
    return done(undefined);
  }
  const placed = await placeGuard(desk.guard, root);
  if (!placed.ok) return placed;
  page.line("guard", `${page.path(root.guard)} ${placed.value.changed ? "placed" : "unchanged"} (${placed.value.version})`);
  page.line("ledger", page.path(root.ledger));
  return done(undefined);
}

function finish({ page, dryRun }: Work, scope: Scope, all: boolean): void {
  page.blank();
  page.line("level", levelText(scope));
  if (scope === "managed") page.line("ledger", "each person who runs an agent here needs one of their own; `sheepdog init` makes it");
  const next = all ? "every agent found is guarded; try `sheepdog explain 'rm -rf ~'`" : "not every agent is guarded; see above";
  page.line("next", dryRun ? "nothing was changed; run the same without `--dry-run` to do it" : next);
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
