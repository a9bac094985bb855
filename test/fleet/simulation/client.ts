/** The simulated client: a process that takes a prompt, works in steps, and fails in all the ways that real ones do. */
import type { Happening, TurnOutcome } from "../../../src/fleet/fleet.ts";
import { type AccountNow, type Process, request } from "./machine.ts";
import { epoch } from "./scenario.ts";
import type { Simulation } from "./simulation.ts";

/** It begins to speak: ready for a prompt, or on its way with an interrupted turn. */
export function comeUp(simulation: Simulation, process: Process): void {
  const { agenda, chance } = simulation;
  agenda.after(500 + chance.below(3_000), () => {
    if (!process.alive) return;
    process.ready = true;
    if (happens(simulation, simulation.rates().human)) return simulation.humanTakes(process);
    process.state = "idle";
    if (process.resumed) goOn(simulation, process);
    else say(simulation, process, { is: "session-seen", session: process.session, state: "idle", tool: false });
  });
  beat(simulation, process);
}

/** Signs of life come whatever it does, unless it is mute. */
function beat(simulation: Simulation, process: Process): void {
  simulation.agenda.after(4_000 + simulation.chance.below(4_000), () => {
    if (!process.alive) return;
    if (!process.isMute)
      say(simulation, process, { is: "session-seen", session: process.session, state: process.state, tool: process.tool });
    beat(simulation, process);
  });
}

export function takePrompt(simulation: Simulation, process: Process, receipt: string): void {
  process.typed.push(receipt);
  const conversation = simulation.machine.conversations.get(process.conversation);
  if (conversation !== undefined) conversation.prompted = true;
  write(simulation, process, { is: "prompt-received", session: process.session, receipt });
  goOn(simulation, process);
}

function goOn(simulation: Simulation, process: Process): void {
  process.state = "busy";
  simulation.agenda.after(200 + simulation.chance.below(1_500), () => work(simulation, process));
}

const stepMicroUsd = 120_000;

function work(simulation: Simulation, process: Process): void {
  const { machine, chance, rates } = simulation;
  const conversation = machine.conversations.get(process.conversation);
  const account = machine.accounts.get(process.account);
  if (!process.alive || process.isStuck || process.state !== "busy" || conversation === undefined || account === undefined) return;
  process.tool = false;
  if (happens(simulation, rates().crash)) return die(simulation, process, 137);
  if (happens(simulation, rates().human)) return simulation.humanTakes(process);
  if (happens(simulation, rates().stall)) process.isStuck = true;
  if (happens(simulation, rates().silence)) [process.isStuck, process.isMute] = [true, true];
  if (process.isStuck) return;
  const trouble = troubleOf(simulation, process, account);
  if (trouble !== undefined) return endTurn(simulation, process, trouble);
  process.microUsd += stepMicroUsd;
  process.tokens += 1_000;
  conversation.progress += 1;
  const isTool = chance.below(3) === 0;
  write(simulation, process, {
    is: "turn-moved",
    session: process.session,
    tool: isTool ? "Bash" : null,
    microUsd: process.microUsd,
    tokens: process.tokens,
  });
  if (conversation.progress >= simulation.stepsOf(process.task)) return finish(simulation, process);
  process.tool = isTool;
  const isLong = isTool && happens(simulation, rates().longTool);
  simulation.agenda.after(isLong ? 150_000 : 500 + chance.below(4_000), () => work(simulation, process));
}

function troubleOf(simulation: Simulation, process: Process, account: AccountNow): TurnOutcome | undefined {
  const { chance, rates, agenda } = simulation;
  if (account.isSignedOut) return "signed-out";
  if (process.microUsd + stepMicroUsd > process.mostMicroUsd) return "bounded";
  const refused = request(account, process.scope, agenda.now());
  if (refused !== undefined) {
    hitLimit(simulation, process, { account, refused });
    return "limit";
  }
  if (happens(simulation, rates().throttle)) return chance.of(["throttled", "overloaded"] as const);
  return happens(simulation, rates().failure)
    ? chance.of(["failed", "failed", "too-long", "refused", "unpaid", "on-hold"] as const)
    : undefined;
}

type Wall = { readonly account: AccountNow; readonly refused: "all" | "large" };

/** It looks idle from here on, and wakes by itself when the window begins anew. */
function hitLimit(simulation: Simulation, process: Process, { account, refused }: Wall): void {
  const { agenda } = simulation;
  const resetsAt = account.truth.tellsReset ? epoch + account.resetsAtMs : "unknown";
  const { account: id, session } = process;
  const says = (window: string, until: number | "unknown"): void =>
    write(simulation, process, { is: "limit-reached", account: id, scope: refused, window, resetsAt: until, session });
  // Some clients name no window, some name two, in any order.
  const manner = simulation.chance.below(8);
  if (manner === 0 && resetsAt !== "unknown") says("long", resetsAt + 180_000);
  if (manner !== 1) says("short", resetsAt);
  if (manner === 2 && resetsAt !== "unknown") says("long", resetsAt + 180_000);
  agenda.after(account.resetsAtMs - agenda.now() + 1_000, () => {
    if (process.alive && process.state === "idle" && !process.isHuman) goOn(simulation, process);
  });
}

/** The last step was already on its way. */
export function endWork(simulation: Simulation, process: Process): void {
  if (process.alive && process.state === "busy") finish(simulation, process);
}

/** The work is done for everybody to see, and then it says so. */
function finish(simulation: Simulation, process: Process): void {
  const { machine } = simulation;
  machine.effects.push({ task: process.task, fence: process.fence, session: process.session });
  const folder = machine.folders.get(process.task);
  if (folder !== undefined) [folder.unmerged, folder.dirty] = [simulation.chance.below(3) === 0, simulation.chance.below(6) === 0];
  endTurn(simulation, process, "done");
}

function endTurn(simulation: Simulation, process: Process, outcome: TurnOutcome): void {
  process.state = "idle";
  const { session, fence, microUsd, tokens } = process;
  write(simulation, process, {
    is: "turn-ended",
    session,
    fence,
    outcome,
    report: outcome === "done" ? "it is done" : "",
    microUsd,
    tokens,
  });
}

export function die(simulation: Simulation, process: Process, exit: number): void {
  process.alive = false;
  simulation.tell({ is: "session-gone", session: process.session, exit, proof: "dead" });
}

/** Into its output file first: a daemon that was not there can read it later. */
function write(simulation: Simulation, process: Process, happening: Happening): void {
  process.output.push(happening);
  say(simulation, process, happening);
}

function say(simulation: Simulation, process: Process, happening: Happening): void {
  if (process.isMute) return;
  simulation.tell(happening);
  if (happening.is !== "session-seen" && happens(simulation, simulation.rates().doubledAnswer)) simulation.tell(happening);
}

export function happens({ chance }: Simulation, share: number): boolean {
  return share > 0 && chance.below(1_000_000) < share * 1_000_000;
}
