/** The files by which Cline calls the guard: scripts that are ours alone. */
import type { GuardLine } from "../installer.ts";
import { isShellLine, isTellingLine, shellLine, tellingLine } from "../shell-line.ts";
import { asking } from "./places.ts";
import { product } from "./product.ts";

const head = "#!/bin/sh\n# put here by `sheepdog init`; `sheepdog uninstall` takes it away\n";

/** What the documentation asks every hook to say. */
export const nothingAgainst = '{"cancel":false}';

export function scriptFor(event: string, line: GuardLine): string {
  return `${head}${event === asking ? shellLine(product.name, line, { yes: nothingAgainst }) : tellingLine(product.name, line)}\n`;
}

/** Nobody else wrote a line into it. */
export function isOurs(text: string): boolean {
  const [line = "", ...more] = text.startsWith(head) ? text.slice(head.length).trimEnd().split("\n") : ["", ""];
  return more.length === 0 && (isShellLine(product.name, line) || isTellingLine(product.name, line));
}
