/** Starts the daemon in the background and waits until it stands; ends it and waits until it is gone. */
import { done, fail, type Result } from "../../base/result.ts";
import { endMarked, pause, readTextIfThere, runsMarked, startAgain } from "../../hosts/node/node.ts";
import type { Desk } from "../desk.ts";
import { type Root, rootIn } from "../install/root.ts";
import { ensureOwnRoot } from "../state/own-root.ts";
import { askDaemon } from "./client.ts";
import { daemonFiles } from "./places.ts";
import { standingDaemon } from "./standing.ts";

const stepMs = 100;
const upMs = 60_000;
/** Longer than the slowest duty is waited for. */
const downMs = 60_000;

export async function startDaemon(desk: Desk): Promise<Result<"new" | "there already">> {
  const root = rootIn(desk.around.home);
  if ((await askDaemon(desk, { method: "GET", path: "/v1/status" })).ok) return done("there already");
  const { folder, said } = daemonFiles(root);
  const ready = ensureOwnRoot(root, folder);
  const started = ready.ok ? startAgain(["up", "--foreground"], said) : ready;
  if (!started.ok) return started;
  for (let waited = 0; waited < upMs; waited += stepMs) {
    if ((await askDaemon(desk, { method: "GET", path: "/v1/status" })).ok) return done("new");
    if (started.value.exit() !== undefined) return fail(ended(root));
    await pause(stepMs);
  }
  return fail({
    code: "daemon.slow",
    what: `the daemon does not stand after ${upMs / 1_000} s`,
    todo: `look at \`${said}\` and \`${daemonFiles(root).log}\``,
  });
}

const ours = "sheepdog: ";

/** What it said last for a person is why; else what its runtime said of a bug. */
function ended(root: Root): { readonly code: string; readonly what: string; readonly todo?: string } {
  const { said, log } = daemonFiles(root);
  const text = readTextIfThere(said);
  const lines = text.ok && text.value !== null ? text.value.trim().split("\n") : [];
  const why = (lines.findLast((line) => line.startsWith(ours)) ?? lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? "").replace(
    ours,
    "",
  );
  if (why !== "") return { code: "daemon.ended", what: why };
  return { code: "daemon.ended", what: "the daemon ended before it stood", todo: `look at \`${log}\`` };
}

/** `false`: none was running. One that does not answer is sent the signal to end, if it is the very process that said where it listens. */
export async function stopDaemon(desk: Desk): Promise<Result<boolean>> {
  const root = rootIn(desk.around.home);
  const standing = standingDaemon(root);
  if (!standing.ok) return standing.fault.code === "daemon.absent" ? done(false) : standing;
  const { process } = standing.value;
  const asked = await askDaemon(desk, { method: "POST", path: "/v1/stop" });
  if (!asked.ok && asked.fault.code !== "daemon.absent") return asked;
  if (!asked.ok && !endMarked(process)) return done(false);
  for (let waited = 0; waited < downMs; waited += stepMs) {
    const now = standingDaemon(root);
    if ((!now.ok || now.value.process !== process) && !runsMarked(process)) return done(true);
    await pause(stepMs);
  }
  return fail({
    code: "daemon.lingers",
    what: `the daemon has not ended within ${downMs / 1_000} s`,
    todo: `look at \`${daemonFiles(root).log}\`; its process is ${process.split(" ")[0] ?? "not known"}`,
  });
}
