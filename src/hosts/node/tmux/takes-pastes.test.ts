/** When a client on a screen may be given a text: after it has asked for pastes in one piece, and not before. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { screenFile, takesPastes } from "./takes-pastes.ts";

const folder = mkdtempSync(join(tmpdir(), "sheepdog-screen-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const screens: readonly (readonly [string, string | undefined, boolean])[] = [
  ["nothing was written yet", undefined, false],
  ["it has begun to draw", "\u001b[?25l\u001b[2Jwelcome", false],
  ["it has asked", "\u001b[?25l\u001b[?2004hwelcome", true],
  ["it has asked and taken it back, for a dialog", "\u001b[?2004h\u001b[?2004l", false],
  ["it has asked again", "\u001b[?2004h\u001b[?2004l\u001b[?2004h> ", true],
  ["much was drawn since", `\u001b[?2004h${"x".repeat(500_000)}`, true],
];

for (const [what, screen, takes] of screens)
  test(`${what}: ${takes ? "now" : "not yet"}`, () => {
    if (screen !== undefined) writeFileSync(join(folder, screenFile), screen);
    assert.equal(takesPastes(folder), takes);
  });
