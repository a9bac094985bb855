/** Hashes and keyed hashes. */
import { utf8Bytes } from "../../base/utf8.ts";
import { builtin, type Builtin } from "./builtin.ts";
import { hexOf } from "./bytes.ts";
import { hmac, type Hash } from "./hmac.ts";
import { md5 } from "./md5.ts";
import { sha1, sha256, sha512 } from "./sha.ts";

type Text = readonly [string];
type Texts = readonly [string, string];

const byName: Readonly<Record<string, Hash>> = {
  md5: { of: md5, block: 64 },
  sha1: { of: sha1, block: 64 },
  sha256: { of: sha256, block: 64 },
  sha512: { of: sha512, block: 128 },
};

export const hashes: readonly Builtin[] = [
  ...["md5", "sha1", "sha256"].map((name) =>
    builtin(`crypto.${name}`, ["string"], ([text]: Text) => hexOf((byName[name] as Hash).of(utf8Bytes(text)))),
  ),
  ...Object.entries(byName).map(([name, hash]) =>
    builtin(`crypto.hmac.${name}`, ["string", "string"], ([text, key]: Texts) => hexOf(hmac(hash, utf8Bytes(key), utf8Bytes(text)))),
  ),
  builtin("crypto.hmac.equal", ["string", "string"], ([one, other]: Texts) => one === other),
];
