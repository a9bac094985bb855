/** Of a genuine statement every bit counts, and so does everything around it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { nodeVerifier } from "../../hosts/node/node.ts";
import { signatureOf, signed, signedAt, statement, testKey } from "../../../test/lib/signing.ts";
import { lineOf, type Signed, signedIn } from "./lines.ts";
import { type Circumstances, standingOf } from "./standing.ts";
import { messageOf } from "./statement.ts";

const [key, stranger] = [testKey("standing"), testKey("stranger")];
const genuine = signed(key);
const { id, until } = genuine.statement;

const usual: Circumstances = {
  now: signedAt,
  verifier: nodeVerifier,
  keyOf: (by) => (by === key.id ? key.file : undefined),
  isRevoked: () => false,
  isSpent: () => false,
};

const cases: readonly (readonly [string, Signed, Partial<Circumstances>, string])[] = [
  ["as it was signed", genuine, {}, "counts"],
  ["a moment before its end", genuine, { now: (until ?? 0) - 1 }, "counts"],
  ["at its end", genuine, { now: until ?? 0 }, "ended"],
  ["signed by a clock that is five minutes ahead", genuine, { now: signedAt - 5 * 60_000 }, "counts"],
  ["signed further ahead", genuine, { now: signedAt - 5 * 60_000 - 1 }, "future"],
  ["taken back", genuine, { isRevoked: (one) => one === id }, "revoked"],
  ["spent", genuine, { isSpent: (one) => one === id }, "spent"],
  ["of a key that was removed", genuine, { keyOf: () => undefined }, "keyless"],
  ["of a key under another's name", genuine, { keyOf: () => stranger.file }, "keyless"],
  ["of a key that was never there", signed(stranger), {}, "keyless"],
  [
    "signed by a stranger in the name of the key",
    { statement: genuine.statement, signature: signatureOf(stranger, messageOf(genuine.statement)) },
    {},
    "forged",
  ],
  ["with the signature of another one", { statement: statement(key), signature: genuine.signature }, {}, "forged"],
  [
    "signed without the line in front",
    { ...genuine, signature: signatureOf(key, messageOf(genuine.statement).split("\n")[1] ?? "") },
    {},
    "forged",
  ],
  ["with a signature that is cut off", { ...genuine, signature: genuine.signature.slice(0, -2) }, {}, "forged"],
  ["without a signature", { ...genuine, signature: "" }, {}, "forged"],
];

for (const [what, one, around, standing] of cases) {
  test(`${what}: ${standing}`, () => assert.equal(standingOf(one, { ...usual, ...around }), standing));
}

test("with any bit of its line turned over it does not count", () => {
  const line = lineOf(genuine);
  for (let bit = 0; bit < line.length * 8; bit += 1) {
    const turned = Buffer.from(line);
    turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const read = signedIn(turned.toString("latin1"));
    assert.notEqual(read && standingOf(read, usual), "counts", `bit ${bit}`);
  }
});

test("cut off at any byte it is no statement", () => {
  const line = lineOf(genuine);
  for (let bytes = 0; bytes < line.length; bytes += 1) assert.equal(signedIn(line.slice(0, bytes)), undefined);
});
