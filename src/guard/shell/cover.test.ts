/** Text that belongs to no command is noticed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readShell } from "./shell.ts";

const clean = (text: string) =>
  test(`all of ${JSON.stringify(text)} is accounted for`, () => assert.deepEqual(readShell(text).problems, []));
const broken = (text: string) =>
  test(`something is wrong with ${JSON.stringify(text)}`, () => assert.notDeepEqual(readShell(text).problems, []));

clean("ls; # comment\n\n  ls & \n# end");
clean("cat <<A <<'B'\n1\nA\n2\nB\nls");
clean("cat <<-E\n\t; rm\n\tE\n");
clean("a \\\n  b\\\n\nc");
clean("");
clean("echo $(ls; # comment\n ls) `date` <(sort x)");
clean("echo $(cat <<E\nb\nE\n)");
clean('x=$(echo "a)b" | tr a b)');
broken("echo $(ls; })");
broken("echo `if`");
broken('echo "$(a "b" \'c)"');
broken("echo $(echo $(if))");
broken("ls )");
broken('echo "');
broken("a; }");
broken("if x; then");
