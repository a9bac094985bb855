/** Path text: folding and containment. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { absolutePath, folderOf, isAtOrBelow, isBelow, nameOf } from "./path.ts";

const folds = (path: string, cwd: string, wanted: string) =>
  test(`${path} from ${cwd} is ${wanted}`, () => assert.equal(absolutePath(path, cwd), wanted));

folds("a/./b//c/", "/x", "/x/a/b/c");
folds("../../../y", "/x/z", "/y");
folds("/", "/x", "/");
folds(".", "/", "/");

test("a folder does not hold a neighbour whose name starts alike", () => {
  assert.equal(isBelow("/home/devil", "/home/dev"), false);
  assert.equal(isBelow("/home/dev/x", "/home/dev"), true);
  assert.equal(isAtOrBelow("/home/dev", "/home/dev"), true);
  assert.equal(isBelow("/a", "/"), true);
  assert.equal(isBelow("/", "/"), false);
});

test("folder and name of a path", () => {
  assert.deepEqual([folderOf("/a/b"), folderOf("/a"), nameOf("/a/b")], ["/a", "/", "b"]);
});
