/** Crypto as Node lends it. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { done, type Result } from "../../base/result.ts";
import { crc32 } from "../../base/crc32.ts";
import type { Crypto } from "../../proof/crypto.ts";
import { systemFault } from "./fault.ts";
import { regularThrough } from "./regular.ts";

export const nodeCrypto: Crypto = { sha256: (text) => hashOf(Buffer.from(text, "utf8")), crc32 };

/** 128 bits that nobody can foresee. */
export function randomHex(): string {
  return randomBytes(16).toString("hex");
}

/** 256 bits that nobody can foresee, in 43 characters that need no quotes anywhere. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** Takes as long for every two texts of one length, wherever they differ. */
export function sameSecret(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

export function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export function fileHash(path: string): Result<string> {
  try {
    const there = regularThrough(path);
    return there.ok ? done(hashOf(readFileSync(path))) : there;
  } catch (error) {
    return systemFault("file.unreadable", `\`${path}\` could not be read`, error);
  }
}
