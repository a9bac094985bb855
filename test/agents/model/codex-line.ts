/** What our line in the hooks of Codex CLI makes of the guard's end, before the client sees it: the shell text as a function. */
import { exchanged } from "../../../src/agents/codex/answer.ts";
import type { Ended } from "./reading.ts";

const unavailable = "sheepdog: guard unavailable\n";
const blocked = "sheepdog: this call was blocked\n";

/** A shell drops bytes of zero from what it keeps, and line ends behind it. */
export function throughCodexLine({ stdout, stderr, exit, inTime }: Ended): Ended {
  const kept = stdout.filter((byte) => byte !== 0);
  const end = kept.findLastIndex((byte) => byte !== 0x0a) + 1;
  const said = Buffer.from(kept.subarray(0, end));
  if (exit === 0 && (said.length === 0 || isExchanged(said))) return { stdout: said, stderr, exit: 0, inTime };
  const words = exit === 2 ? blocked : `${unavailable}${blocked}`;
  return { stdout: said, stderr: Buffer.concat([stderr, Buffer.from(words)]), exit: 2, inTime };
}

/** A call that is handed back in another form, from its first byte to its last. */
function isExchanged(bytes: Buffer): boolean {
  const [said, [begins, ends]] = [bytes.toString("latin1"), exchanged];
  return said.length >= begins.length + ends.length && said.startsWith(begins) && said.endsWith(ends);
}
