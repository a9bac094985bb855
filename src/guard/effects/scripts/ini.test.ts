/** Files of sections: names in lower case, parts in quotes as written, values that go on in the next line. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { settingsIn } from "./ini.ts";

test("git's own settings", () => {
  const text = '[core]\n\tbare = false\n[alias]\n\tSt = status --short\n[remote "Origin"]\n\turl = x\n[a] b = c\n; d = e\n';
  assert.deepEqual(
    settingsIn(text).map(({ section, name, value, line }) => `${line} ${section}.${name}=${value}`),
    ["2 core.bare=false", "4 alias.st=status --short", "6 remote.Origin.url=x", "7 a.b=c"],
  );
});

test("values of several lines", () => {
  assert.deepEqual(
    settingsIn("[testenv]\ncommands =\n    a b\n    c\ndeps = d\n").map(({ value }) => value),
    ["\na b\nc", "d"],
  );
});
