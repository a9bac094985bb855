/** What our line in the settings of Gemini CLI makes of the guard's end, before the client sees it: the shell text as a function. */
import { refusalBegins } from "../../../src/agents/gemini-cli/answer.ts";
import type { Ended } from "./reading.ts";

const unavailable = "sheepdog: guard unavailable\n";

/** A shell drops bytes of zero from what it keeps. */
export function throughGeminiLine({ stdout, stderr, exit, inTime }: Ended): Ended {
  const said = Buffer.from(stdout.filter((byte) => byte !== 0));
  const code = String(exit ?? 137);
  const kept = Buffer.concat([said, Buffer.from(code)]);
  if (kept.equals(Buffer.from("0"))) return { stdout: Buffer.alloc(0), stderr, exit: 0, inTime };
  const isRefusal = said.subarray(0, refusalBegins.length).equals(Buffer.from(refusalBegins)) && code.endsWith("2");
  if (isRefusal) return { stdout: kept.subarray(0, -1), stderr, exit: 2, inTime };
  return { stdout: Buffer.alloc(0), stderr: Buffer.concat([stderr, Buffer.from(unavailable)]), exit: 2, inTime };
}
