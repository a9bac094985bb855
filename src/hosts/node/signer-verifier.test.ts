/** Whose signature it is: one spelling of key, message and signature, and nothing else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { nodeNotary } from "./ledger/notary.ts";
import { nodeVerifier } from "./signer-verifier.ts";

const seed = new Uint8Array(32).map((_, at) => at);
const publicKey = Buffer.from(nodeNotary.publicKeyOf(seed)).toString("hex");
const signatureOf = (message: Buffer): string => Buffer.from(nodeNotary.sign(seed, message)).toString("hex");
const message = "sheepdog statement 1\n{}";
const signature = signatureOf(Buffer.from(message));

test("a signature counts for its message and its key alone", () => {
  assert.ok(nodeVerifier.isSigned(publicKey, message, signature));
  assert.ok(!nodeVerifier.isSigned(publicKey, `${message} `, signature));
  assert.ok(!nodeVerifier.isSigned(publicKey.replace(/^../, "00"), message, signature));
});

test("there is one spelling: capitals, another length and what is no hex are no signature", () => {
  for (const wrong of [signature.toUpperCase(), signature.slice(2), `${signature}00`, signature.replace(/.$/, "g"), ""])
    assert.ok(!nodeVerifier.isSigned(publicKey, message, wrong), wrong);
  for (const wrong of [publicKey.toUpperCase(), publicKey.slice(2), ""])
    assert.ok(!nodeVerifier.isSigned(wrong, message, signature), wrong);
});

test("bytes that are no text stand in a message as lone surrogates", () => {
  const bytes = Buffer.of(0x53, 0xff, 0x80, 0x0a);
  assert.ok(nodeVerifier.isSigned(publicKey, "S\udcff\udc80\n", signatureOf(bytes)));
  assert.equal(nodeVerifier.sha256("\udcff"), "a8100ae6aa1940d0b663bb31cd466142ebbdbd5187131b92d93818987832eb89");
});
