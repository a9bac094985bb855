/** The real guard in a home, as `init` would put it there, and the files that call it. */
import { chmodSync, copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SettingsFile } from "../../src/agents/agents.ts";
import type { Client } from "./clients.ts";
import { installed, lineIn } from "./fake-guard.ts";
import { type Place, textIn } from "./trial.ts";

const build = fileURLToPath(new URL("../../.build/guard", import.meta.url));

/** Why no test can use it, as a sentence; false when it is there. */
const noGuard = existsSync(build) ? false : "the guard is not built, so it was not run; `npm run setup` builds it";

/** What keeps a test of this client with the real guard from being run. */
export function skipOf(client: Client): string | false {
  return client.skip === false ? noGuard : client.skip;
}

/** `spoil` breaks something afterwards. */
export function placed(client: Client, spoil: (root: string) => void = () => undefined): (place: Place) => readonly SettingsFile[] {
  return (place) => {
    const root = join(place.home, ".sheepdog");
    mkdirSync(join(root, "ledger"), { recursive: true, mode: 0o700 });
    copyFileSync(build, join(root, "guard"));
    chmodSync(join(root, "guard"), 0o755);
    spoil(root);
    return installed({ ...lineIn(place, client), guard: join(root, "guard"), root }, { client, place });
  };
}

/** The leaves of one kind in the ledger of that guard. */
export function recordsIn(place: Place, kind: "decision" | "notice" | "refusal"): readonly string[] {
  const lines = textIn(place, ".sheepdog/ledger/records").trim().split("\n");
  return lines.filter((line) => line.includes(`"is":"${kind}"`));
}
