/** The guard put in place: a copy of this build under its own hash, and the name that agents call leading to it. */
import { done, fail, type Result } from "../../base/result.ts";
import { copyProgram, ensurePrivateFolder, ensureSharedFolder, fileHash, linkTarget, runProgram, swapLink } from "../../hosts/node/node.ts";
import type { Root } from "./root.ts";

const patienceMs = 10_000;

export type Placed = { readonly version: string; readonly changed: boolean };

/** Agents that run keep the version that they started; the next call takes the new one. */
export async function placeGuard(from: string, root: Root): Promise<Result<Placed>> {
  const made = makeFolders(root);
  if (!made.ok) return made;
  const build = fileHash(from);
  if (!build.ok) return build;
  const target = targetFor(build.value);
  const there = fileHash(`${root.folder}/${target}`);
  const changed = !there.ok || there.value !== build.value || linkTarget(root.guard) !== target;
  const placed = changed ? await putInPlace(from, root, build.value) : done(undefined);
  if (!placed.ok) return placed;
  const version = await versionOf(root.guard);
  return version.ok ? done({ version: version.value, changed }) : version;
}

/** A ledger is private even where everybody may start the guard. */
function makeFolders(root: Root): Result<void> {
  for (const folder of [root.folder, root.versions]) {
    const made = ensureOwn(root, folder);
    if (!made.ok) return made;
  }
  return ensurePrivateFolder(root.ledger);
}

function ensureOwn(root: Root, folder: string): Result<void> {
  return root.shared ? ensureSharedFolder(folder) : ensurePrivateFolder(folder);
}

/** Where the link of the guard leads for a build of this hash: below the root. */
export function targetFor(hash: string): string {
  return `versions/${hash.slice(0, 16)}/guard`;
}

/** A build that does not start here never takes the place of one that does. */
async function putInPlace(from: string, root: Root, hash: string): Promise<Result<void>> {
  const target = targetFor(hash);
  const program = `${root.folder}/${target}`;
  const folder = ensureOwn(root, program.slice(0, program.lastIndexOf("/")));
  if (!folder.ok) return folder;
  const copied = copyProgram(from, program, hash);
  if (!copied.ok) return copied;
  const starts = await versionOf(program);
  return starts.ok ? swapLink(root.guard, target) : starts;
}

/** What the guard at this path calls itself: proof that it can be started here. */
export async function versionOf(guard: string): Promise<Result<string>> {
  const run = await runProgram({ program: guard, args: ["version"], timeoutMs: patienceMs });
  const version = run.stdout.trim();
  // An empty file ends well, too, where the system hands it to a shell.
  if (run.exit === 0 && version !== "") return done(version);
  const what = `the guard \`${guard}\` does not start (${run.exit}) ${run.stderr.trim()}`.trim();
  return fail({ code: "guard.unstartable", what, todo: "run `sheepdog init`" });
}
