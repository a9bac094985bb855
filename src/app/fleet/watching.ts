/** Watching: the same page again and again until a person has seen enough, in place on a terminal and one below the other elsewhere. */
import { sentenceOf } from "../../base/fault.ts";
import type { Result } from "../../base/result.ts";
import { isTerminal, pause } from "../../hosts/node/node.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";

const everyMs = 1_000;
/** Home, and everything below away. */
const clear = "\u001b[H\u001b[J";

export type Page = () => Promise<Result<{ readonly text: string; readonly isOver: boolean }>>;

/** A daemon that is started anew meanwhile ends nothing: what is wrong is shown until it is over. */
export async function watchPage(desk: Desk, page: Page): Promise<ExitCode> {
  let shown = "";
  for (;;) {
    const found = await page();
    if (!found.ok && shown === "") return faulty(desk, found.fault);
    const text = found.ok ? found.value.text : `sheepdog: ${sentenceOf(found.fault)}\n`;
    if (text !== shown) desk.out(isTerminal(1) ? `${clear}${text}` : text);
    shown = text;
    if (found.ok && found.value.isOver) return 0;
    await pause(everyMs);
  }
}
