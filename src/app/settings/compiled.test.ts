/** Settings are kept as JSON for those who only read, and count there only for the very files they were made from. */
import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { canonicalJson, type Json } from "../../base/json.ts";
import { nodeCrypto } from "../../hosts/node/node.ts";
import { rootIn } from "../install/root.ts";
import { readCompiled, schemaHash } from "./compiled.ts";
import { compileNow } from "./compiling.ts";
import { placeAt } from "./schema-walk.ts";
import { readSources, settingsFiles, type SettingsFiles } from "./settings-files.ts";
import { settingsNow } from "./settings-now.ts";

const minute = 60_000;
const isRoot = process.getuid?.() === 0;

function inRoot(work: (files: SettingsFiles, home: string) => void | Promise<void>): () => Promise<void> {
  return async () => {
    const home = mkdtempSync(join(tmpdir(), "sheepdog-settings-"));
    try {
      mkdirSync(join(home, ".sheepdog"), { mode: 0o700 });
      mkdirSync(join(home, "organisation"), { mode: 0o755 });
      await work(settingsFiles(rootIn(home), join(home, "organisation")), home);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  };
}

const sealOf = (files: SettingsFiles): number | string => {
  const found = compileNow(files);
  return found.ok ? found.value.settings.ledger.seal : found.fault.code;
};

const keptSeal = (files: SettingsFiles): number | undefined => {
  const kept = readCompiled(files);
  return kept.ok ? kept.value?.settings.ledger.seal : undefined;
};

test(
  "they are of these files, and no longer when one of them is another",
  inRoot((files) => {
    writeFileSync(files.user, "ledger: { seal: 2m }");
    assert.equal(sealOf(files), 2 * minute);
    const [kept, sources] = [readCompiled(files), readSources(files)];
    assert.ok(kept.ok && kept.value !== null && sources.ok);
    assert.equal(kept.value.isOf(sources.value), true);
    writeFileSync(files.user, "ledger: { seal: 3m }");
    const later = readSources(files);
    assert.ok(later.ok);
    assert.equal(kept.value.isOf(later.value), false);
  }),
);

test(
  "a flawed file leaves the last valid settings where they are",
  inRoot((files) => {
    writeFileSync(files.user, "ledger: { seal: 2m }");
    sealOf(files);
    writeFileSync(files.user, "ledger: { seal: soon }");
    assert.equal(sealOf(files), "settings.flaw");
    assert.equal(keptSeal(files), 2 * minute);
  }),
);

test(
  "what was edited by hand, cut short or written by another release is nobody's word",
  inRoot((files) => {
    writeFileSync(files.user, "ledger: { seal: 2m }");
    sealOf(files);
    const text = readFileSync(files.compiled, "utf8");
    for (const bad of [text.replace("120000", "999000"), text.slice(0, -20), "", "{}", text.replace(schemaHash, "another")]) {
      writeFileSync(files.compiled, bad);
      assert.equal(keptSeal(files), undefined, bad.slice(0, 60));
    }
    assert.equal(sealOf(files), 2 * minute);
    assert.equal(keptSeal(files), 2 * minute);
  }),
);

test(
  "a command finds them without the files being compiled, and what it finds is what the files say",
  inRoot(async (files, home) => {
    writeFileSync(files.user, "ledger: { seal: 2m }");
    const found = await settingsNow(rootIn(home));
    assert.equal(found.ok && found.value.ledger.seal, 2 * minute);
    assert.equal(existsSync(files.compiled), false, "who only asks writes nothing");
  }),
);

test(
  "a file that others may write to does not count",
  inRoot((files) => {
    writeFileSync(files.user, "ledger: { seal: 2m }");
    chmodSync(files.user, 0o666);
    assert.equal(sealOf(files), "settings.not-ours");
  }),
);

test(
  "a link to a file elsewhere counts, as many people keep theirs",
  inRoot((files, home) => {
    writeFileSync(join(home, "mine.yaml"), "ledger: { seal: 2m }");
    symlinkSync(join(home, "mine.yaml"), files.user);
    assert.equal(sealOf(files), 2 * minute);
  }),
);

test(
  "a folder, a device or a file without end is not read",
  inRoot((files) => {
    for (const target of ["/dev/zero", "/dev", "/proc/self/mem"]) {
      symlinkSync(target, files.user);
      assert.match(String(sealOf(files)), /^file\./, target);
      rmSync(files.user);
    }
    writeFileSync(files.user, Buffer.alloc(1_000_001, 32));
    assert.equal(sealOf(files), "file.unfit");
    writeFileSync(files.user, Buffer.from([0x61, 0x3a, 0x20, 0xff]));
    assert.equal(sealOf(files), "file.unfit");
  }),
);

test("an organisation's file counts when root alone can write it", { skip: isRoot ? false : "only root can make one" }, async () => {
  await inRoot((files, home) => {
    writeFileSync(files.organisation, "ledger: { seal: 1m }");
    writeFileSync(files.user, "ledger: { seal: 2m }");
    assert.equal(sealOf(files), "settings.flaw", "the user's is milder");
    writeFileSync(files.user, "");
    assert.equal(sealOf(files), minute);
    for (const [path, mode] of [
      [files.organisation, 0o664],
      [join(home, "organisation"), 0o777],
    ] as const) {
      chmodSync(path, mode);
      assert.equal(sealOf(files), "settings.not-ours", path);
      chmodSync(path, 0o755);
    }
  })();
});

test("the compiled form says of which schema it is", () => {
  const walked = (path: readonly string[]): readonly Json[] => {
    const place = placeAt(path);
    if (place?.is === "setting") return [[path.join("."), place.about.range, place.about.stricter]];
    const names = place?.is === "section" ? place.names : place === undefined ? [] : [place.example];
    return names.flatMap((name) => walked([...path, name]));
  };
  const hash = nodeCrypto.sha256(canonicalJson(walked([]))).slice(0, 16);
  assert.equal(hash, schemaHash, "the schema has changed: write this hash into compiled.ts");
});
