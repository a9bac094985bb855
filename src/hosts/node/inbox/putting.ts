/** Puts a task into a project's inbox: whole and on the disk before it has the name by which it is claimed. */
import { join } from "node:path";
import { done, fail, type Result } from "../../../base/result.ts";
import { randomHex } from "../crypto.ts";
import { writeTextFile } from "../files.ts";
import { ensureFolder, isFolderItself } from "../folders.ts";

/** The path of the file, which is there until a daemon claims it. */
export function putIntoInbox(project: string, text: string): Result<string> {
  const queue = join(project, ".agent-queue");
  const inbox = join(queue, "inbox");
  const made = ensureFolder(inbox);
  if (!made.ok) return made;
  // A daemon would not look into it either.
  if (![queue, inbox].every(isFolderItself))
    return fail({ code: "inbox.link", what: `\`${inbox}\` is a link, and such an inbox is nobody's`, todo: "make it a folder" });
  const path = join(inbox, `task-${randomHex().slice(0, 16)}.md`);
  const written = writeTextFile(path, text);
  return written.ok ? done(path) : written;
}
