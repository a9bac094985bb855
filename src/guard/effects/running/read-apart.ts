/** Scripts on disk: what can be proved of them counts, and that something in them was not read is said once. */
import type { Doubt, Effect } from "../../effect.ts";
import type { Flow } from "../../shell/value.ts";
import { addDoubt, addEffect, noFindings } from "../walk/findings.ts";
import type { Reading } from "../walk/scene.ts";
import type { Span } from "../../../base/span.ts";

type Apart = {
  readonly path: string;
  readonly span: Span;
  /** All of it lies before us. */
  readonly whole: boolean;
  readonly read: (reading: Reading) => Flow;
};

/**
 * A program of any other language would run unread, too, so a script is not stricter for being long. What decides what runs and could
 * not be read counts only where nobody has looked at the script yet: one that git knows as it is was written by somebody before.
 */
export function readApart(reading: Reading, { path, span, whole, read }: Apart): Flow {
  const { commands, parsedChars } = reading.findings;
  const findings = { ...noFindings(), commands, parsedChars };
  const flow = read({ ...reading, findings });
  const isUnread = findings.doubts.some(isOfReading) || findings.effects.some(isUnreadRun);
  const isLenient = isUnread && isKnownToGit(reading, path);
  const effects = isLenient ? findings.effects.filter((effect) => !isUnreadRun(effect)) : findings.effects;
  const isCut = !whole || findings.doubts.some(({ code }) => code === "bound");
  const doubts = findings.doubts.filter((doubt) => !(isCut && isOfSize(doubt)) && !(isLenient && isOfReading(doubt)));
  for (const effect of effects) addEffect(reading.findings, effect);
  for (const doubt of doubts) addDoubt(reading.findings, doubt);
  reading.findings.programs.push(...findings.programs);
  Object.assign(reading.findings, {
    commands: Math.max(commands, Math.min(findings.commands, commands + commandsOfScript)),
    parsedChars: findings.parsedChars,
  });
  if (!whole || doubts.length < findings.doubts.length || effects.length < findings.effects.length)
    addDoubt(reading.findings, { code: "partly-read", what: `all of what \`${path}\` would do`, span });
  return flow;
}

/** However long a script is, what stands behind it in the call is read as well. */
const commandsOfScript = 1_000;

function isUnreadRun(effect: Effect): boolean {
  return effect.kind === "execute" && effect.from === "unread";
}

function isOfReading({ code }: Doubt): boolean {
  return code === "unread-code" || code === "unknown-program" || code === "unparsed" || code === "dialect";
}

/** Where a text was cut, it ends in the middle of something. */
function isOfSize({ code }: Doubt): boolean {
  return code === "bound" || code === "unparsed" || code === "malformed" || code === "unread-code";
}

function isKnownToGit({ ground }: Reading, path: string): boolean {
  const tracked = ground.world.tracked(path, 1);
  return tracked.known && tracked.value !== null && tracked.value.files === 1 && tracked.value.unchanged === 1;
}
