/** What a host can see of a session's place, so that its work can go on elsewhere: its words, its folder under git, and where its transcript lies. */
import { statSync } from "node:fs";
import { done, type Result } from "../../../base/result.ts";
import type { CheckpointSeen } from "../../../fleet/fleet.ts";
import type { Git } from "../worktree/git.ts";
import { savedChanges } from "../worktree/saved-changes.ts";
import type { LaunchRecord } from "./session-folder.ts";

export type Sight = { readonly transcript: string | null; readonly lastTool: string | null };

/** Nothing in the session's folder is changed by it. */
export function checkpointWith(git: Git): (record: LaunchRecord, sight: Sight) => Promise<Result<CheckpointSeen>> {
  return async ({ program, args, start, task }, { transcript, lastTool }) => {
    const saved = await savedChanges(git, start.folder, task);
    if (!saved.ok) return saved;
    const found = transcript === null ? undefined : statSync(transcript, { throwIfNoEntry: false });
    const place = { argv: [program, ...args], cwd: start.folder, lastTool };
    return done({ transcript: found === undefined ? null : transcript, transcriptBytes: found?.size ?? 0, ...place, ...saved.value });
  };
}
