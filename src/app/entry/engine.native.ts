/** What the native core's engine lacks and a library asks for while it is loaded: the shell parser wants a `TextDecoder`. Evaluated before the guard. */
import { decodeUtf8 } from "../../base/decode-utf8.ts";

const engine = globalThis as { TextDecoder?: unknown };
engine.TextDecoder = class {
  decode(bytes: Uint8Array): string {
    return decodeUtf8(bytes);
  }
};
