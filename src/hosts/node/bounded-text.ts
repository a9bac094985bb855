/** A text file of somebody whom we need not trust: regular, of bounded size, in UTF-8; and whose it is. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { done, fail, type Result } from "../../base/result.ts";
import { errorCode, systemFault } from "./fault.ts";

export type BoundedText = { readonly text: string; readonly owner: number; readonly mode: number };

/** `null` where there is none. Never waits, whatever lies there: it is opened first, and then looked at. */
export function boundedText(path: string, mostBytes: number): Result<BoundedText | null> {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    const { size, mode, uid } = fstatSync(file);
    if ((mode & constants.S_IFMT) !== constants.S_IFREG) return unfit(path, "it is no regular file");
    if (size > mostBytes) return unfit(path, `it has more than ${mostBytes} bytes`);
    const bytes = wholeOf(file, mostBytes);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return done({ text, owner: uid, mode: mode & 0o7777 });
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return done(null);
    if (error instanceof TypeError) return unfit(path, "it is not in UTF-8");
    return systemFault("file.unreadable", `\`${path}\` could not be read`, error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** It may grow while it is read; what is read is bounded all the same. */
function wholeOf(file: number, mostBytes: number): Uint8Array {
  const bytes = Buffer.alloc(mostBytes);
  let read = 0;
  for (let more = 1; more > 0 && read < mostBytes; read += more) more = readSync(file, bytes, read, mostBytes - read, read);
  return bytes.subarray(0, read);
}

function unfit(path: string, why: string): Result<never> {
  return fail({ code: "file.unfit", what: `\`${path}\` was not read: ${why}` });
}
