/** The documentation shows the very file that `config edit` begins with. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { annotatedSettings } from "./annotated.ts";

const page = fileURLToPath(new URL("../../../docs/settings.md", import.meta.url));
const block = /```yaml\n[^]*?```/;

test("docs/settings.md shows every setting as it is (WRITE_DOCS=1 writes it anew)", () => {
  const text = readFileSync(page, "utf8");
  const wanted = text.replace(block, () => `\`\`\`yaml\n${annotatedSettings()}\`\`\``);
  if (process.env["WRITE_DOCS"] === "1") writeFileSync(page, wanted);
  else assert.equal(text, wanted);
});
