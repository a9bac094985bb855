/** The primitives that a host lends to the rooms that prove. */
export type Crypto = {
  /** SHA-256 of the text's UTF-8 bytes, in lower-case hex. */
  readonly sha256: (text: string) => string;
};
