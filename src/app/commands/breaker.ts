/** `sheepdog breaker`: what stands between a scanner or an approver that fails and those who wait for it. */
import type { Command } from "commander";
import { forceBreaker, namesIn, readBreaker } from "../../hosts/node/node.ts";
import { scannerRule } from "../../proof/breaker/breaker.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { rootIn } from "../install/root.ts";

export function addBreaker(program: Command, desk: Desk, end: (code: ExitCode) => void): void {
  const breaker = program.command("breaker").description("look at circuit breakers, and move one by hand");
  breaker
    .command("list")
    .description("say where each stands; exits with 1 if one is open")
    .action(() => end(list(desk)));
  for (const [verb, to] of [
    ["open", "open"],
    ["close", "closed"],
  ] as const) {
    breaker
      .command(verb)
      .description(to === "open" ? "let nothing through for its usual time" : "let everything through again, and forget what failed")
      .argument("<name>")
      .action((name: string) => end(move(desk, name, to)));
  }
}

function list(desk: Desk): ExitCode {
  const known = names(desk);
  if (!known.ok) return faulty(desk, known.fault);
  const states = known.value.map((name) => ({ name, read: readBreaker(handle(desk, name)) }));
  for (const { name, read } of states) {
    const since = read.ok ? new Date(read.value.changed.wall).toISOString() : "";
    desk.out(read.ok ? `${read.value.state.is.padEnd(10)} ${name}  since ${since}\n` : `damaged    ${name}: ${read.fault.follows ?? ""}\n`);
  }
  return states.every(({ read }) => read.ok && read.value.state.is === "closed") ? 0 : 1;
}

/** Only one that is there: a name that was mistyped moves nothing. */
function move(desk: Desk, name: string, to: "open" | "closed"): ExitCode {
  const known = names(desk);
  if (!known.ok) return faulty(desk, known.fault);
  if (!known.value.includes(name))
    return faulty(desk, { code: "breaker.unknown", what: `there is no breaker \`${name}\``, todo: "`sheepdog breaker list` shows them" });
  const moved = forceBreaker(handle(desk, name), to);
  if (!moved.ok) return faulty(desk, moved.fault);
  desk.out(`${name} is ${to}\n`);
  return 0;
}

function names(desk: Desk): ReturnType<typeof namesIn> {
  const found = namesIn(folderOf(desk));
  return found.ok ? { ok: true, value: found.value.filter((name) => /^[a-z0-9][a-z0-9-]*$/.test(name) && name !== "lock") } : found;
}

function handle(desk: Desk, name: string): Parameters<typeof readBreaker>[0] {
  return { folder: folderOf(desk), name, rule: scannerRule };
}

function folderOf({ around }: Desk): string {
  return `${rootIn(around.home).folder}/breakers`;
}
