/** What systemd and launchd read starts just the words that were meant, whatever characters are in them. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { launchdText, systemdText } from "./unit-texts.ts";

const words = ["/opt/a b/bun", "--config=/x%h/$HOME.toml", 'a"b\\c', "up", "--foreground"];

test("systemd: every word in quotes, with nothing that it would replace", () => {
  const line = systemdText(words, "/home/dev")
    .split("\n")
    .find((one) => one.startsWith("ExecStart="));
  assert.equal(line, String.raw`ExecStart="/opt/a b/bun" "--config=/x%%h/$$HOME.toml" "a\"b\\c" "up" "--foreground"`);
});

test("systemd: it says whose root it is, and is started again when it falls", () => {
  const text = systemdText(words, "/home/dev");
  for (const wanted of [
    'Environment="HOME=/home/dev"',
    "Restart=on-failure",
    "UMask=0077",
    "NoNewPrivileges=true",
    "WantedBy=default.target",
  ])
    assert.ok(text.split("\n").includes(wanted), wanted);
});

const analyze = spawnSync("systemd-analyze", ["--version"]).status === 0;

test("systemd itself finds nothing wrong with it", { skip: analyze ? false : "there is no systemd here" }, () => {
  const folder = mkdtempSync(join(tmpdir(), "sheepdog-unit-"));
  try {
    const unit = join(folder, "sheepdog.service");
    writeFileSync(unit, systemdText(["/bin/true", "a b%c$d"], "/"));
    const env = { PATH: process.env["PATH"] ?? "", HOME: folder, XDG_RUNTIME_DIR: folder };
    const checked = spawnSync("systemd-analyze", ["verify", "--user", "--man=no", unit], { env, encoding: "utf8" });
    assert.deepEqual([checked.status, checked.stderr.split("\n").filter((line) => line.includes("sheepdog"))], [0, []]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("launchd: well-formed, and each word is one text", () => {
  const text = launchdText(["/opt/a&b", "<x>", "up"], { home: "/Users/dev", label: "local.sheepdog.daemon" });
  assert.match(text, /<string>\/opt\/a&amp;b<\/string>\n {4}<string>&lt;x&gt;<\/string>\n {4}<string>up<\/string>/);
  const opened = [...text.matchAll(/<([a-zA-Z]+)(?: [^>]*)?(?<!\/)>/g)].map(([, name]) => name);
  const closed = [...text.matchAll(/<\/([a-zA-Z]+)>/g)].map(([, name]) => name);
  assert.deepEqual(opened.toSorted(), closed.toSorted());
});
