/** Mishaps: what befalls the whole machine, and what operators do, from the beginning until everything is to come to its end. */
import { lateProject } from "./scenario.ts";
import type { Simulation } from "./simulation.ts";

const minuteMs = 60_000;

export function planMishaps(simulation: Simulation): void {
  const { scenario } = simulation;
  if (scenario.rates.crash > 0) nextMishap(simulation);
  if (scenario.rates.crash > 0) commandNow(simulation);
  if (scenario.killEveryMs > 0) killAgain(simulation);
  simulation.agenda.after(scenario.faultsUntilMs, () => calm(simulation));
}

function killAgain(simulation: Simulation): void {
  const { agenda, chance, scenario } = simulation;
  agenda.after(scenario.killEveryMs / 2 + chance.below(scenario.killEveryMs), () => {
    if (agenda.now() >= scenario.faultsUntilMs) return;
    simulation.kill();
    killAgain(simulation);
  });
}

function nextMishap(simulation: Simulation): void {
  const { agenda, chance, scenario } = simulation;
  agenda.after(15_000 + chance.below(minuteMs), () => {
    if (agenda.now() >= scenario.faultsUntilMs) return;
    befall(simulation);
    nextMishap(simulation);
  });
}

const dayMs = 86_400_000;

function befall(simulation: Simulation): void {
  const { agenda, chance, switches, machine } = simulation;
  const forMs = 5_000 + chance.below(minuteMs);
  switch (chance.below(10)) {
    case 0:
      return simulation.kill();
    case 1:
      return simulation.freeze(4_000 + chance.below(10 * minuteMs));
    case 2:
      switches.wallOffsetMs += chance.of([dayMs, -dayMs, minuteMs * 5, -minuteMs * 5]);
      return agenda.after(forMs * 3, () => void (switches.wallOffsetMs = 0));
    case 3:
      switches.isDiskFull = true;
      return agenda.after(forMs, () => {
        switches.isDiskFull = false;
      });
    case 4:
      simulation.tell({ is: "disk", state: "full" });
      return agenda.after(forMs, () => simulation.tell({ is: "disk", state: "free" }));
    case 5:
      switches.isGuardMissing = true;
      return agenda.after(forMs, () => {
        switches.isGuardMissing = false;
      });
    case 6: {
      const account = chance.of([...machine.accounts.values()]);
      account.isSignedOut = true;
      return agenda.after(forMs, () => {
        account.isSignedOut = false;
      });
    }
    case 7:
      return outsider(simulation);
    case 8:
      return loseTranscript(simulation);
    default:
      return humanComes(simulation);
  }
}

function humanComes({ tell, machine, chance }: Simulation): void {
  const session = `ccl-${chance.below(3)}`;
  machine.ended.delete(session);
  tell({ is: "human-session", session, folder: "/pens/kennel", account: "first", state: chance.of(["idle", "busy"] as const) });
}

/** Somebody opens the conversation of a task in a client of their own. */
function outsider({ machine, agenda, chance }: Simulation): void {
  const conversation = chance.of([...machine.conversations.values()]);
  if (conversation === undefined) return;
  machine.outsiders.add(conversation.id);
  agenda.after(30_000 + chance.below(2 * minuteMs), () => void machine.outsiders.delete(conversation.id));
}

/** The client cleans up what it takes for old. */
function loseTranscript({ machine, chance }: Simulation): void {
  const idle = [...machine.conversations.keys()].filter((id) =>
    [...machine.processes.values()].every((one) => !one.alive || one.conversation !== id),
  );
  if (idle.length > 0) machine.conversations.delete(chance.of(idle));
}

function commandNow(simulation: Simulation): void {
  const { agenda, chance, scenario, tell } = simulation;
  agenda.after(30_000 + chance.below(2 * minuteMs), () => {
    if (agenda.now() >= scenario.faultsUntilMs) return;
    const command = chance.of(["pause", "drain", "failover", "stop", "revoke-moving"] as const);
    const about = chance.of(["fleet", "first", "second", "key", "kennel", "t1", "t2", "t3"]);
    tell({ is: "operator-said", command, about, by: "ann" });
    agenda.after(20_000 + chance.below(minuteMs), () => tell({ is: "operator-said", command: "resume", about, by: "ann" }));
    commandNow(simulation);
  });
}

/** From here on the machine is well, and people put right what waits for people. */
function calm(simulation: Simulation): void {
  const { switches, machine, agenda, tell } = simulation;
  Object.assign(switches, { wallOffsetMs: 0, isDiskFull: false, isGuardMissing: false });
  for (const account of machine.accounts.values()) account.isSignedOut = false;
  for (const process of machine.processes.values()) if (process.isHuman) leave(simulation, process.session);
  tell({ is: "disk", state: "free" });
  tell({ is: "project-known", project: lateProject });
  for (const about of ["fleet", ...simulation.watcher().held()]) {
    tell({ is: "operator-said", command: "resume", about, by: "ann" });
  }
  for (const task of simulation.watcher().retriable()) tell({ is: "task-retried", task, by: "ann" });
  agenda.after(minuteMs, () => calm(simulation));
}

/** The person closes the client. */
function leave({ machine, tell }: Simulation, session: string): void {
  const process = machine.processes.get(session);
  if (process === undefined || !process.alive) return;
  process.alive = false;
  tell({ is: "session-gone", session, exit: 0, proof: "dead" });
}
