/** What `doctor` says of the folder that everything is kept in. */
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { canonicalJson, type Json } from "../../base/json.ts";
import { nodeCrypto, surroundings } from "../../hosts/node/node.ts";
import { rootIn } from "../install/root.ts";
import { changeSetting } from "../settings/changing.ts";
import { writeStanding } from "../daemon/standing.ts";
import { stateFindings } from "./state-findings.ts";

type Place = { readonly home: string; readonly folder: string; readonly codes: () => Promise<readonly string[]> };

function inHome(work: (place: Place) => Promise<void>): () => Promise<void> {
  return async () => {
    const home = realpathSync(mkdtempSync(join(tmpdir(), "sheepdog-state-")));
    const root = rootIn(home);
    const codes = async (): Promise<readonly string[]> => {
      const findings = await stateFindings({ ...surroundings(), home, variable: () => undefined }, root);
      for (const { what, repair } of findings) assert.ok(what.length > 20 && repair.length > 3);
      return findings.map(({ code, weight }) => (weight === undefined ? code : `${code} (${weight})`));
    };
    try {
      mkdirSync(root.folder, { mode: 0o700 });
      await work({ home, folder: root.folder, codes });
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  };
}

test("of a new root, and of none, there is nothing to say", async () => {
  await inHome(async ({ codes, folder }) => {
    assert.deepEqual(await codes(), []);
    rmSync(folder, { recursive: true });
    assert.deepEqual(await codes(), []);
  })();
});

test(
  "others who may look into it are worth a note",
  inHome(async ({ codes, folder }) => {
    chmodSync(folder, 0o755);
    assert.deepEqual(await codes(), ["root.readable (note)"]);
  }),
);

test(
  "every flaw of the settings is a finding; so is a file that others may write to",
  inHome(async ({ codes, folder }) => {
    writeFileSync(join(folder, "config.yaml"), "leger: 1\ndaemon:\n  port: 1\n", { mode: 0o600 });
    assert.deepEqual(await codes(), ["settings.flaw", "settings.flaw"]);
    chmodSync(join(folder, "config.yaml"), 0o666);
    assert.deepEqual(await codes(), ["settings.not-ours"]);
  }),
);

test(
  "compiled settings that say something else than their sources are a finding, though their own sum is right",
  inHome(async ({ codes, home, folder }) => {
    const changed = changeSetting(rootIn(home), ["ledger", "keep"], "60d");
    assert.ok(changed.ok);
    assert.deepEqual(await codes(), []);
    const file = join(folder, "config.json");
    const whole = JSON.parse(readFileSync(file, "utf8")) as { settings: { ledger: { keep: number } } };
    whole.settings.ledger.keep = 3_600_000;
    const forged = { ...whole, sha256: nodeCrypto.sha256(canonicalJson(whole.settings as Json)) };
    writeFileSync(file, `${canonicalJson(forged as Json)}\n`);
    assert.deepEqual(await codes(), ["settings.altered"]);
  }),
);

test(
  "a daemon that was started and does not answer is worth a note; none at all is not",
  inHome(async ({ codes, home, folder }) => {
    const written = writeStanding(rootIn(home), { control: join(folder, "run/control"), process: "1 1 x", engine: "x" });
    assert.ok(written.ok);
    assert.deepEqual(await codes(), ["daemon.silent (note)"]);
    chmodSync(join(folder, "daemon/standing.json"), 0o644);
    assert.deepEqual(await codes(), ["file.not-ours"]);
  }),
);
