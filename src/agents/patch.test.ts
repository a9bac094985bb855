/** A patch says which files it would add, change, move and delete; one that is not understood is refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readPatch } from "./patch.ts";

const whole = `*** Begin Patch
*** Add File: new.txt
+one
+
+three
*** Update File: src/a.ts
@@ function a()
 before
-old
+new
@@
-gone
*** End of File
*** Update File: b.ts
*** Move to: c/b.ts
@@
-x
+y
*** Update File: d.ts
*** Move to: e.ts
*** Delete File: ../../etc/passwd
*** End Patch`;

test("every file of a patch is told with what would become of it", () => {
  const read = readPatch(whole);
  assert.ok(read.ok);
  assert.deepEqual(read.value, [
    { path: "new.txt", change: "write", content: "one\n\nthree\n" },
    {
      path: "src/a.ts",
      change: "edit",
      edits: [
        { from: "before\nold", to: "before\nnew", everywhere: false },
        { from: "gone", to: "", everywhere: false },
      ],
    },
    { path: "b.ts", change: "edit", edits: [{ from: "x", to: "y", everywhere: false }] },
    { path: "b.ts", change: "move", to: "c/b.ts" },
    { path: "d.ts", change: "move", to: "e.ts" },
    { path: "../../etc/passwd", change: "delete" },
  ]);
});

test("line ends of Windows and blanks around it change nothing", () => {
  assert.deepEqual(readPatch(`\n${whole.replaceAll("\n", "\r\n")}\n `), readPatch(whole));
});

test("a line that looks like a head is text where it stands as text", () => {
  const read = readPatch("*** Begin Patch\n*** Add File: a\n+*** Delete File: b\n*** End Patch");
  assert.deepEqual(read.ok && read.value, [{ path: "a", change: "write", content: "*** Delete File: b\n" }]);
});

const unclear: readonly (readonly [what: string, patch: string])[] = [
  ["nothing", ""],
  ["text without marks", "*** Delete File: a"],
  ["no end", "*** Begin Patch\n*** Delete File: a"],
  ["no file", "*** Begin Patch\n*** End Patch"],
  ["a file without a name", "*** Begin Patch\n*** Delete File: \n*** End Patch"],
  ["a move to nowhere", "*** Begin Patch\n*** Update File: a\n*** Move to: \n*** End Patch"],
  ["an update without a change", "*** Begin Patch\n*** Update File: a\n*** End Patch"],
  ["a line of another language", "*** Begin Patch\n*** Rename File: a\n*** End Patch"],
  ["text between files", "*** Begin Patch\n*** Delete File: a\nrm -rf /\n*** End Patch"],
];

for (const [what, patch] of unclear) {
  test(`a patch of ${what} is refused`, () => assert.equal(readPatch(patch).ok, false));
}
