/** A token is known by its hash, counts until its end, for this root alone, and not a moment after it was taken back. */
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { type Root, rootIn } from "../install/root.ts";
import { daemonFiles } from "./places.ts";
import { isEnough, type Role, roles } from "./role.ts";
import { addToken, listTokens, removeToken, tokenOf } from "./tokens.ts";

const at = 1_800_000_000_000;

function inRoots(work: (root: Root, other: Root) => void): () => void {
  return () => {
    const home = mkdtempSync(join(tmpdir(), "sheepdog-tokens-"));
    try {
      work(rootIn(join(home, "one")), rootIn(join(home, "other")));
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  };
}

function added(root: Root, role: Role = "agent"): { readonly id: string; readonly text: string } {
  const token = addToken(root, { role, name: "a test's", lifeMs: 1_000 }, at);
  assert.ok(token.ok);
  return { id: token.value.token.id, text: token.value.text };
}

test(
  "it is known again, with its role, from the moment it was made until its end",
  inRoots((root) => {
    for (const role of roles) {
      const { id, text } = added(root, role);
      assert.deepEqual([tokenOf(root, text, at)?.id, tokenOf(root, text, at + 999)?.role], [id, role]);
      assert.equal(tokenOf(root, text, at + 1_000), undefined);
      assert.equal(tokenOf(root, text, at - 1), undefined);
    }
  }),
);

test(
  "a text with any other character is another",
  inRoots((root) => {
    const { text } = added(root);
    for (let place = 0; place < text.length; place += 1) {
      const other = `${text.slice(0, place)}${text[place] === "A" ? "B" : "A"}${text.slice(place + 1)}`;
      assert.equal(tokenOf(root, other, at), undefined, `character ${place}`);
    }
    for (const other of ["", text.slice(0, -1), `${text}A`, ` ${text}`, text.toUpperCase()])
      assert.equal(tokenOf(root, other, at), undefined, other);
  }),
);

test(
  "nothing on the disk is the token, and the file is this user's alone",
  inRoots((root) => {
    const { text } = added(root);
    const { tokens, folder } = daemonFiles(root);
    const kept = readFileSync(tokens, "utf8");
    assert.equal(kept.includes(text.slice("sheepdog_0123456789ab_".length)), false);
    assert.equal(statSync(tokens).mode & 0o777, 0o600);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
  }),
);

test(
  "taken back, it counts for nothing at once, and the others stay",
  inRoots((root) => {
    const [first, second] = [added(root), added(root)];
    assert.deepEqual(removeToken(root, first.id), { ok: true, value: true });
    assert.deepEqual(removeToken(root, first.id), { ok: true, value: false });
    assert.equal(tokenOf(root, first.text, at), undefined);
    assert.equal(tokenOf(root, second.text, at)?.id, second.id);
  }),
);

test(
  "a token of another root is none here, even when its line was copied",
  inRoots((root, other) => {
    const { text } = added(other);
    added(root);
    assert.equal(tokenOf(root, text, at), undefined);
    const [mine, theirs] = [root, other].map((one) => JSON.parse(readFileSync(daemonFiles(one).tokens, "utf8")) as { tokens: unknown[] });
    writeFileSync(daemonFiles(root).tokens, JSON.stringify({ ...mine, tokens: [...(mine?.tokens ?? []), ...(theirs?.tokens ?? [])] }));
    assert.equal(listTokens(root).ok && tokenOf(root, text, at), undefined);
  }),
);

test(
  "a file that somebody else could have written holds no tokens",
  inRoots((root) => {
    const { text } = added(root);
    const { tokens } = daemonFiles(root);
    chmodSync(tokens, 0o644);
    assert.equal(tokenOf(root, text, at), undefined);
    chmodSync(tokens, 0o600);
    for (const damaged of ["", "{}", "[", readFileSync(tokens, "utf8").replace('"version":1', '"version":9')]) {
      writeFileSync(tokens, damaged);
      assert.equal(tokenOf(root, text, at), undefined);
      assert.equal(addToken(root, { role: "viewer", name: "x", lifeMs: 1 }, at).ok, false, "what cannot be read is not written over");
    }
  }),
);

test(
  "those that have ended go when another is made",
  inRoots((root) => {
    added(root);
    const later = addToken(root, { role: "viewer", name: "later", lifeMs: 1_000 }, at + 5_000);
    const list = listTokens(root);
    assert.deepEqual(list.ok && list.value.map(({ name }) => name), ["later"]);
    assert.ok(later.ok);
  }),
);

test("a role may do all that the ones before it may, and nothing more", () => {
  const table = roles.map((role) => roles.map((needed) => isEnough(role, needed)));
  assert.deepEqual(table, [
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ]);
});
