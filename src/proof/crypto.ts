/** The primitives that a host lends to the rooms that prove. */
export type Crypto = {
  /** SHA-256 of the text's UTF-8 bytes, in lower-case hex. */
  readonly sha256: (text: string) => string;
  /** CRC-32 of a text in printable ASCII: eight lower-case hex digits. */
  readonly crc32: (text: string) => string;
};

/** What logs and those who witness them need: hashes of bytes, and Ed25519 (RFC 8032) with 32-byte seeds and public keys. */
export type Notary = {
  readonly digest: (bytes: Uint8Array) => Uint8Array;
  readonly publicKeyOf: (seed: Uint8Array) => Uint8Array;
  readonly sign: (seed: Uint8Array, message: Uint8Array) => Uint8Array;
  readonly isSigned: (by: { readonly publicKey: Uint8Array; readonly signature: Uint8Array }, message: Uint8Array) => boolean;
};

/** What says whether a statement is a person's. Bytes that are no text stand in it as lone surrogates, U+DC00 and the byte, as in names of files. */
export type Verifier = {
  /** In lower-case hex. */
  readonly sha256: (bytes: string) => string;
  /** Ed25519; key and signature in lower-case hex. What is not of the right length is no signature. */
  readonly isSigned: (publicKey: string, message: string, signature: string) => boolean;
};

/** What a vault needs: chance, keys made from keys, and a cipher that also says whether anything was changed (AES-256-GCM, the tag at the end). */
export type Locksmith = {
  readonly random: (bytes: number) => Uint8Array;
  /** HKDF with SHA-256: 32 bytes for this salt and this purpose. */
  readonly deriveKey: (key: Uint8Array, use: { readonly salt: Uint8Array; readonly purpose: string }) => Uint8Array;
  /** The nonce is always zero, so a key seals one text and no other. `bound` is not hidden and cannot be changed. */
  readonly seal: (key: Uint8Array, text: Uint8Array, bound: Uint8Array) => Uint8Array;
  /** `undefined`: another key, or something was changed. */
  readonly open: (key: Uint8Array, sealed: Uint8Array, bound: Uint8Array) => Uint8Array | undefined;
};
