/** A guard that plays faults to its client, one for each call, in their order. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Fault } from "./faults.ts";

/**
 * The script of the guard; what it plays lies in the folder. Only calls of a tool count, by a word that every client's envelope of one
 * holds and no other does.
 */
export function playingGuard(faults: readonly Fault[], folder: string, word = ""): string {
  for (const [position, { ended }] of faults.entries()) {
    const place = join(folder, "faults", String(position));
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, "stdout"), ended.stdout);
    writeFileSync(join(place, "stderr"), ended.stderr);
    writeFileSync(join(place, "end"), ended.exit === null ? "kill -9 $$\n" : `exit ${ended.exit}\n`);
  }
  writeFileSync(join(folder, "count"), "0");
  return `#!/bin/sh
here=\${0%/*}
case $(cat) in *${word === "" ? "" : `'${word}'*`}) ;; *) exit 0;; esac
read -r n <"$here/count"
echo $((n + 1)) >"$here/count"
cat "$here/faults/$n/stdout"
cat "$here/faults/$n/stderr" >&2
. "$here/faults/$n/end"
`;
}
