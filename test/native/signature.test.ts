/** Signatures as the native core checks them: what RFC 8032 has, every bit of it, and nothing that a lax reader would take. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { signatureOf, testKey } from "../lib/signing.ts";
import { call, chaosImage, installed } from "./ground.ts";

const image = await chaosImage();

type Triple = readonly [key: string, message: string, signature: string];

function areSigned(triples: readonly Triple[]): readonly boolean[] {
  const outcome = installed(image, { input: call("ask", { questions: triples.map((triple) => ["isSigned", ...triple]) }) });
  assert.equal(outcome.exit, 0, outcome.stderr);
  return JSON.parse(outcome.stdout) as readonly boolean[];
}

/** RFC 8032, 7.1: tests 1 to 3. */
const vectors: readonly Triple[] = [
  [
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "r",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  ],
  [
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "\udcaf\udc82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  ],
];

test("the vectors of the RFC are signed, one of them over bytes that are no text", () => {
  assert.deepEqual(areSigned(vectors), [true, true, true]);
});

const key = testKey("native");
const message = "sheepdog statement 1\n{}";
const genuine: Triple = [key.file.public, message, signatureOf(key, message)];

const turnedHex = (hex: string, bit: number) => {
  const bytes = Buffer.from(hex, "hex");
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return bytes.toString("hex");
};

test("with any bit of key, message or signature turned over nothing is signed", () => {
  assert.deepEqual(areSigned([genuine]), [true]);
  const [publicKey, , signature] = genuine;
  const turned = [
    ...Array.from({ length: 256 }, (_, bit): Triple => [turnedHex(publicKey, bit), message, signature]),
    ...Array.from({ length: 512 }, (_, bit): Triple => [publicKey, message, turnedHex(signature, bit)]),
    ...Array.from(message, (_, at): Triple => [publicKey, `${message.slice(0, at)}x${message.slice(at + 1)}`, signature]),
  ];
  assert.deepEqual(areSigned(turned).indexOf(true), -1);
});

for (const [what, triple] of [
  ["a key in capitals", [genuine[0].toUpperCase(), message, genuine[2]]],
  ["a signature in capitals", [genuine[0], message, genuine[2].toUpperCase()]],
  ["a short key", [genuine[0].slice(2), message, genuine[2]]],
  ["a long signature", [genuine[0], message, `${genuine[2]}00`]],
  ["no signature", [genuine[0], message, ""]],
  ["a signature whose number is written in a second way", [genuine[0], message, inSecondWay(genuine[2])]],
] as const) {
  test(`${what} is not taken`, () => assert.deepEqual(areSigned([triple]), [false]));
}

/** The order of the group added to the number: the same point, and no other bytes are allowed to say so. */
function inSecondWay(signature: string): string {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const number = BigInt(`0x${turnedAround(signature.slice(64))}`) + order;
  return signature.slice(0, 64) + turnedAround(number.toString(16).padStart(64, "0"));
}

function turnedAround(hex: string): string {
  return Buffer.from(Buffer.from(hex, "hex").toReversed()).toString("hex");
}

/** Points of small order, in all their spellings: under such a key a signature of zeros fits many messages. */
const weak = [
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "0000000000000000000000000000000000000000000000000000000000000080",
  "0000000000000000000000000000000000000000000000000000000000000000",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "0100000000000000000000000000000000000000000000000000000000000080",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
];

test("under a key of small order nothing is signed", () => {
  const zeros = "0".repeat(64);
  const triples = weak.flatMap((point) => [...weak.map((r): Triple => [point, message, r + zeros]), [point, "", point + zeros] as Triple]);
  assert.deepEqual(areSigned(triples).indexOf(true), -1);
});
