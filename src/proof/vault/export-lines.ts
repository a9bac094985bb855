/** Secrets as lines for a shell that lose nothing and run nothing, whatever they hold. */
import { sameBytes } from "../../base/bytes.ts";
import { decodeUtf8 } from "../../base/decode-utf8.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { utf8Bytes } from "../../base/utf8.ts";
import type { VaultEntry } from "./entries.ts";
import { isVariableName } from "./names.ts";

/** A variable of an environment: no name and no value that a shell or the system would take for something else. */
export function variableOf({ name, value }: Pick<VaultEntry, "name" | "value">): Result<readonly [name: string, value: string]> {
  if (!isVariableName(name)) return unfit(name, "its name cannot be that of a variable");
  const text = decodeUtf8(value);
  if (text.includes("\0")) return unfit(name, "it holds a zero byte");
  return sameBytes(Uint8Array.from(utf8Bytes(text)), value) ? done([name, text]) : unfit(name, "it is not text");
}

/** One name for each line that begins; a quote inside is closed, escaped and opened again. */
export function exportLine(name: string, value: string): string {
  return `export ${name}='${value.replaceAll("'", "'\\''")}'\n`;
}

function unfit(name: string, why: string): ReturnType<typeof fail> {
  return fail({
    code: "vault.unfit",
    what: `\`${name}\` cannot go into an environment: ${why}`,
    todo: "`sheepdog vault get` gives it as it is",
  });
}
