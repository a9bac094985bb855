/** Names and patterns that mean the guard, and such as only look like it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { literal } from "../../../shell/value.ts";
import { areOwnProcesses, isOwnName, pickedFrom, processesOf, takesOwnName } from "./own-names.ts";

const table = (says: string, of: (name: string) => boolean, { yes, no }: Readonly<Record<"yes" | "no", string>>) => {
  for (const name of yes.split(" ")) test(`\`${name}\` ${says}`, () => assert.ok(of(name)));
  for (const name of no.split(" ")) test(`\`${name}\` does not: ${says}`, () => assert.ok(!of(name)));
};

table("is a name of the guard", isOwnName, {
  yes: "sheepdog sheepdog@1.2.3 @sheepdog/cli sheepdog.service dev.sheepdog.daemon sheepdog-linux-x64 Sheepdog gui/501/dev.sheepdog",
  no: "sheepdogs sheepdog-notes my-sheepdog sheep dog @other/sheepdogs sheepdog/README.md",
});

table("takes the guard's processes", takesOwnName, {
  yes: "sheepdog [s]heepdog ^sheepdog$ sheep.* .*sheepdog.*up node|sheepdog ^sheep.*up sheepdog\\sup",
  no: "node she s .* . dog sheet sheepish ^$ vite|esbuild",
});

test("processes that a word picks by the guard's name are the guard's", () => {
  const all = { from: "unread", origin: processesOf("everybody") } as const;
  const picked = pickedFrom(all, [literal("/[s]heepdog/{print $2}")], { from: "unread" });
  assert.ok(areOwnProcesses(picked.origin));
  assert.ok(!areOwnProcesses(pickedFrom(all, [literal("node")], { from: "unread" }).origin));
  assert.ok(areOwnProcesses(pickedFrom(picked, [literal("{print $2}")], { from: "unread" }).origin));
});

test("a text that is no list of processes says nothing of them, whatever picks from it", () => {
  assert.equal(pickedFrom({ from: "unread", origin: "notes.txt" }, [literal("sheepdog")], { from: "unread" }).origin, undefined);
  assert.ok(!areOwnProcesses("notes of sheepdog"));
  assert.ok(!areOwnProcesses(undefined));
});
