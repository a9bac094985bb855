/** Where no process may be begun, the line of the hook blocks whatever shell it is given to; bash tries for a quarter of a minute first. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { shellLine } from "../../src/agents/shell-line.ts";

/** Root is not counted, so the line is run as somebody who is. */
const asCounted = process.getuid?.() === 0 ? ["setpriv", "--reuid", "65534", "--clear-groups", "--"] : [];

for (const shell of ["dash", "bash"]) {
  const isHere = process.platform === "linux" && spawnSync(shell, ["-c", ":"]).status === 0;
  test(`a ${shell} that may begin no process blocks`, { skip: !isHere, timeout: 60_000 }, () => {
    const line = shellLine("some-agent", {
      guard: "/bin/true",
      root: "/",
      clientVersion: "1.0.0",
      scope: "user",
      sha256: (text) => text,
    });
    const under = (limit: string) => {
      const [program = "bash", ...words] = [...asCounted, "bash", "-c", `${limit}; exec ${shell} -c "$0"`, line];
      return spawnSync(program, words, { encoding: "utf8" });
    };
    assert.equal(under("ulimit -u unlimited").status, 0);
    const { status, stderr } = under("ulimit -u 1");
    assert.equal(status, 2);
    assert.match(stderr, /fork.*guard unavailable/is);
  });
}
