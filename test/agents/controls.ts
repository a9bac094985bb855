/** Trials of slow clients: many of them want the same of the client, and one control without a guard is enough for those. */
import assert from "node:assert/strict";
import { control, isThere, run, type Trial } from "./trial.ts";

const made = "proj/made";
const known = new Map<string, Promise<void>>();

/** Without a guard the client does what the model says: in a place like this, with these files and variables. */
export function controlled(trial: Trial): Promise<void> {
  const { client, turns, files, env } = trial;
  const key = JSON.stringify([client.title, turns({ home: "/h", project: "/h/proj" }), files, env]);
  const done = known.get(key) ?? control(trial, made);
  known.set(key, done);
  return done;
}

export async function blocked(trial: Trial): Promise<readonly string[]> {
  await controlled(trial);
  return run(trial, ({ place, results, output }) => {
    assert.equal(isThere(place, made), false, `the client did it all the same: ${output}`);
    assert.ok(results.length > 0, `the model heard nothing of it: ${output}`);
    return results;
  });
}

export async function passed(trial: Trial): Promise<void> {
  await controlled(trial);
  await run(trial, ({ place, output }) => assert.ok(isThere(place, made), `the client did not do it: ${output}`));
}
