/** Every row of the table of wrappers lets through what it wraps: the worst, and the harmless. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decisionOn, testGuard } from "../../../../test/lib/bundled.ts";
import { wrapperNamed, wrapperNames } from "./wrappers.ts";

const guard = testGuard();

/** A line in which the wrapper runs this command, written as its row says. */
function wrapping(name: string, command: string): string {
  const wrapper = wrapperNamed(name);
  const [verb] = wrapper?.verbs ?? [];
  const own = Array.from({ length: wrapper?.own ?? 0 }, (_, position) => `own${position}`);
  const front = [name, ...(verb === undefined ? [] : [verb]), ...own];
  const [rest] = wrapper?.rest ?? [];
  if (rest !== undefined) return `${name} ${verb ?? ""} ${rest.length === 1 ? "-" : "--"}${rest} ${command}`;
  if (wrapper?.joins === "each") return `${front.join(" ")} '${command}'`;
  return `${front.join(" ")} ${wrapper?.dashes === true ? "-- " : ""}${command}`;
}

for (const name of wrapperNames) {
  if (name === "command" || name.includes("chroot") || wrapperNamed(name)?.keeps === true) continue;
  const line = wrapping(name, "rm -rf ~");
  test(`\`${line}\` deletes the home`, () => assert.equal(decisionOn(line, guard).verdict, "deny"));
  const harmless = wrapping(name, "echo rm -rf x");
  test(`\`${harmless}\` deletes nothing`, () => {
    assert.deepEqual(
      decisionOn(harmless, guard).effects.filter((effect) => effect.kind === "delete"),
      [],
    );
  });
}

test("a program in another root deletes what lies below that root", () => {
  const effect = decisionOn("chroot /mnt/system rm -rf /etc", guard).effects.find(({ kind }) => kind === "delete");
  assert.equal(effect?.target.name, "/mnt/system/etc");
});

test("what a wrapper is only asked about is not run", () => {
  for (const line of ["command -v rm", "sudo -l rm", "taskset -p 1", "ionice -p 12"])
    assert.equal(decisionOn(line, guard).verdict, "allow", line);
});
