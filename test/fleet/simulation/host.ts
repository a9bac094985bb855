/** The simulated hosts: they carry orders out on the machine, late, twice, in part or not at all, and remember on disk what they must. */
import type { Happening, Order, OrderTrouble } from "../../../src/fleet/fleet.ts";
import { comeUp, die, endWork, happens, takePrompt } from "./client.ts";
import { type Process, refill } from "./machine.ts";
import { epoch } from "./scenario.ts";
import type { Simulation } from "./simulation.ts";

type OrderOf<Do extends Order["do"]> = Extract<Order, { readonly do: Do }>;
/** What an order caused, then whether it is done. */
type Outcome = { readonly tells: readonly Happening[]; readonly trouble?: OrderTrouble };

const well = (...tells: readonly Happening[]): Outcome => ({ tells });
const badly = (trouble: OrderTrouble, ...tells: readonly Happening[]): Outcome => ({ tells, trouble });

export function carryOut(simulation: Simulation, order: Order): void {
  const { tells, trouble } = outcomeOf(simulation, order);
  for (const happening of tells) simulation.tell(happening);
  if (happens(simulation, simulation.rates().lostAnswer)) return;
  const answer: Happening =
    trouble === undefined
      ? { is: "order-done", order: order.id }
      : { is: "order-failed", order: order.id, code: trouble, detail: "as simulated" };
  simulation.tell(answer);
  if (happens(simulation, simulation.rates().doubledAnswer)) simulation.tell(answer);
}

function outcomeOf(simulation: Simulation, order: Order): Outcome {
  const { machine } = simulation;
  switch (order.do) {
    case "launch":
      return launch(simulation, order);
    case "prompt":
      return prompt(simulation, order);
    case "interrupt":
      return interrupt(simulation, order.session);
    case "end":
      return end(simulation, order.session);
    case "probe":
      return probe(simulation, order.session);
    case "take-checkpoint":
      return takeCheckpoint(simulation, order.session);
    case "make-worktree":
      return makeWorktree(simulation, order);
    case "inspect-worktree":
      return inspect(simulation, order.task);
    case "collect-worktree":
      return collect(simulation, order.task);
    case "settle-file":
      machine.files.set(order.task, order.as);
      return well();
    case "archive":
      machine.archive.set(order.task, order.body);
      return well();
    case "notify":
      machine.messages.push(`${order.incident}: ${order.text}`);
      return well();
    case "record":
      machine.ledger.add(order.leaf);
      return well();
    case "read-account":
      return readAccount(simulation, order.account);
  }
}

function launch(simulation: Simulation, order: OrderOf<"launch">): Outcome {
  const { machine, violate } = simulation;
  const known = machine.processes.get(order.session);
  if (known !== undefined) return known.alive ? well(startedOf(known), ...retold(known)) : well(goneOf(order.session));
  if (machine.ended.has(order.session) || (machine.fences.get(order.task) ?? 0) > order.fence) return badly("stale");
  if (simulation.isGuardMissing()) return badly("guard-unproven");
  if (happens(simulation, simulation.rates().hostTrouble)) return badly(simulation.chance.of(["busy", "busy", "impossible"] as const));
  const conversation = conversationFor(simulation, order);
  if (conversation === "held") return badly("conversation-held");
  if (conversation === "unknown") return badly("conversation-unknown");
  machine.fences.set(order.task, order.fence);
  for (const other of machine.processes.values()) {
    if (other.task === order.task && other.alive && !other.isHuman && !simulation.isGivenUp(other.session)) {
      violate("two processes", `${order.session} was launched for ${order.task} while ${other.session} is alive`);
    }
  }
  machine.lastPid += 1;
  const process: Process = {
    session: order.session,
    task: order.task,
    fence: order.fence,
    account: order.account,
    scope: order.scope,
    conversation,
    pid: machine.lastPid,
    startedAt: `${simulation.agenda.now()}`,
    mostMicroUsd: order.mostMicroUsd,
    resumed: order.resume !== null,
    alive: true,
    ready: false,
    isHuman: false,
    state: "starting",
    tool: false,
    survives: happens(simulation, simulation.rates().zombie) ? 1 + simulation.chance.below(5) : 0,
    isStuck: false,
    isMute: false,
    microUsd: 0,
    tokens: 0,
    typed: [],
    output: [],
  };
  machine.processes.set(order.session, process);
  comeUp(simulation, process);
  return well(startedOf(process));
}

function conversationFor({ machine, violate }: Simulation, { resume, session, task }: OrderOf<"launch">): string {
  const fresh = `c-${session}`;
  if (resume === null) {
    machine.conversations.set(fresh, { id: fresh, task, prompted: false, progress: 0 });
    return fresh;
  }
  const before = machine.conversations.get(resume.conversation);
  if (before === undefined) return "unknown";
  if (before.task !== task) violate("foreign conversation", `${task} resumes the conversation of ${before.task}`);
  if (!before.prompted) violate("empty conversation", `${task} resumes ${resume.conversation}, which never had a prompt`);
  if (resume.how === "fork") {
    machine.conversations.set(fresh, { ...before, id: fresh });
    return fresh;
  }
  const holder = [...machine.processes.values()].find((one) => one.alive && one.conversation === before.id);
  return holder === undefined && !machine.outsiders.has(before.id) ? before.id : "held";
}

function startedOf({ session, pid, startedAt, conversation }: Process): Happening {
  return { is: "session-started", session, process: { pid, startedAt }, conversation };
}

function goneOf(session: string): Happening {
  return { is: "session-gone", session, exit: "killed", proof: "dead" };
}

/** What a driver finds when it comes back to a process: its state, and what its output says. */
function retold(process: Process): readonly Happening[] {
  if (process.isMute) return [];
  const seen: readonly Happening[] = process.ready
    ? [{ is: "session-seen", session: process.session, state: process.state, tool: process.tool }]
    : [];
  return [...process.output, ...seen];
}

function prompt(simulation: Simulation, { session, receipt, fence }: OrderOf<"prompt">): Outcome {
  const process = simulation.machine.processes.get(session);
  if (process === undefined || !process.alive) return badly("impossible");
  if (process.fence !== fence || simulation.machine.ended.has(session)) return badly("stale");
  if (process.isHuman) return badly("draft");
  if (process.typed.includes(receipt)) return well({ is: "prompt-received", session, receipt });
  if (happens(simulation, simulation.rates().lostKeys)) {
    // The text lies there unsubmitted, or was submitted and nobody noticed.
    if (simulation.chance.below(2) === 0) takePrompt(simulation, process, receipt);
    return badly("no-receipt");
  }
  takePrompt(simulation, process, receipt);
  return well();
}

function interrupt(simulation: Simulation, session: string): Outcome {
  const { machine, chance } = simulation;
  const process = machine.processes.get(session);
  if (process?.isHuman === true) return badly("draft");
  if (process === undefined || !process.alive || process.isStuck) return well();
  // Now and then it comes too late, and the turn is just coming to its end.
  if (chance.below(3) === 0 && process.state === "busy") simulation.agenda.after(chance.below(150), () => endWork(simulation, process));
  else process.state = "idle";
  return well();
}

function end(simulation: Simulation, session: string): Outcome {
  const { machine } = simulation;
  machine.ended.add(session);
  const process = machine.processes.get(session);
  if (process === undefined || !process.alive) return well(goneOf(session));
  if (process.isHuman) return badly("draft");
  if (process.survives > 0) {
    process.survives -= 1;
    return badly("still-alive");
  }
  // It is asked first, and has some time: a turn may still come to its end.
  simulation.agenda.after(simulation.chance.below(3_000), () => {
    if (process.alive) die(simulation, process, 143);
  });
  return well();
}

function probe({ machine }: Simulation, session: string): Outcome {
  const process = machine.processes.get(session);
  if (process === undefined || !process.alive) return well(...(process?.output ?? []), goneOf(session));
  return well(startedOf(process), ...retold(process));
}

function takeCheckpoint({ machine }: Simulation, session: string): Outcome {
  const process = machine.processes.get(session);
  if (process === undefined || !process.alive || process.isMute) return badly("impossible");
  const progress = machine.conversations.get(process.conversation)?.progress ?? 0;
  return well({
    is: "checkpoint-taken",
    session,
    seen: {
      transcript: `/transcripts/${process.conversation}`,
      transcriptBytes: progress,
      argv: ["collie", process.conversation],
      cwd: `/trees/${process.task}`,
      gitHead: `head-${progress}`,
      gitBranch: `sheepdog/${process.task}`,
      gitSaved: null,
      lastTool: process.tool ? "Bash" : null,
    },
  });
}

function makeWorktree(simulation: Simulation, { task, fence, branch }: OrderOf<"make-worktree">): Outcome {
  const { machine, rates } = simulation;
  if ((machine.fences.get(task) ?? 0) > fence) return badly("stale");
  if (happens(simulation, rates().hostTrouble)) return badly(simulation.chance.of(["busy", "busy", "impossible"] as const));
  const folder = machine.folders.get(task) ?? { task, folder: `/trees/${task}`, dirty: false, unmerged: false, there: true };
  folder.there = true;
  machine.folders.set(task, folder);
  return well({ is: "worktree-ready", task, fence, folder: folder.folder, branch });
}

function inspect(simulation: Simulation, task: string): Outcome {
  const { machine, rates } = simulation;
  const folder = machine.folders.get(task);
  const inUse = [...machine.processes.values()].some((one) => one.task === task && one.alive);
  const there = folder?.there ?? false;
  const isHidden = happens(simulation, rates().lie);
  const seen = {
    there,
    owned: true,
    dirty: isHidden ? "unknown" : (folder?.dirty ?? false),
    unmerged: folder?.unmerged ?? false,
    inUse,
  } as const;
  return well({ is: "worktree-seen", task, seen });
}

function collect(simulation: Simulation, task: string): Outcome {
  const folder = simulation.machine.folders.get(task);
  if (folder === undefined || !folder.there) return well({ is: "worktree-collected", task });
  if (folder.dirty || folder.unmerged) return badly("impossible");
  folder.there = false;
  return well({ is: "worktree-collected", task });
}

function readAccount(simulation: Simulation, id: string): Outcome {
  const { machine, agenda, chance, rates } = simulation;
  const account = machine.accounts.get(id);
  if (account === undefined) return badly("impossible");
  refill(account, agenda.now());
  const { truth } = account;
  const health: Happening = {
    is: "account-health",
    account: id,
    identity: `login-${id}`,
    health: account.isSignedOut ? "signed-out" : "good",
  };
  if (truth.limit === 0) return well(health);
  const share = happens(simulation, rates().lie) ? chance.of([0, 0.97, 0.83, 0.97, 0.83, 40]) : account.used / truth.limit;
  const identity = happens(simulation, rates().lie) ? "login-somebody" : chance.of([`login-${id}`, null]);
  const resetsAt = epoch + account.resetsAtMs;
  const resets = { seconds: Math.round(resetsAt / 1000), milliseconds: resetsAt, iso: new Date(resetsAt).toISOString() }[truth.resetsIn];
  const value = truth.unit === "ratio" ? share : share * 100;
  const { unit, resetsIn } = truth;
  const said = { is: "quota-read", account: id, identity, scope: "all", unit, source: "client" } as const;
  // Of a longer window less is used up, and nobody knows when it ends.
  const long = { ...said, window: "long", value: value / 2, resets: null, resetsIn: "nothing" } as const;
  const short = { ...said, window: "short", value, resets, resetsIn } as const;
  // A number that wavers about the threshold: a moment ago it was a little more.
  const wavering = share === 0.83 ? [{ ...short, value: value * 1.1 }] : [];
  return well(health, ...wavering, short, long);
}
