/** Remembers what was made of which content, so that nothing is made twice and nothing half-made is believed. */
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

/** A change within this time before a set-up began is looked at again by the next start, whatever clock the disk has. */
const clockSlackMs = 1000;

/** One hash over the names and contents of files and folders, relative to the root, and over any further words. */
export function hashOf(house, { paths, words = [] }) {
  const hash = createHash("sha256");
  for (const word of words) hash.update(`${word}\0`);
  for (const path of paths.flatMap((place) => filesUnder(house.root, place)).sort()) {
    const content = readFileSync(join(house.root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** Lies among the sources and is none of them; the launcher leaves it out too. */
const compilerOutput = join("native", "target");

function filesUnder(root, path) {
  const place = join(root, path);
  if (!existsSync(place)) return [];
  if (!statSync(place).isDirectory()) return [path];
  if (path === compilerOutput) return [];
  return readdirSync(place).flatMap((name) => filesUnder(root, join(path, name)));
}

/** Whether `name` was made of this content and all that was made is still there. */
export function isFresh(house, { name, hash, made }) {
  const stamp = stampOf(house, name);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === hash && made.every((path) => existsSync(join(house.root, path)));
}

// Invariant: the old stamp goes before anything is replaced, so a kill in between is never taken for an older, finished state.
export async function makeStamped(house, { name, hash, make }) {
  rmSync(stampOf(house, name), { force: true });
  await make();
  writeWhole(house, { path: stampOf(house, name), text: hash });
}

/** The launcher compares every source with the time of this file; it tells of the moment in which set-up began to look. */
export function writeReady(house) {
  const draft = join(house.scratch, "ready");
  closeSync(openSync(draft, "w"));
  const seen = (house.begun - clockSlackMs) / 1000;
  utimesSync(draft, seen, seen);
  renameSync(draft, stampOf(house, "ready"));
}

/** Whole or not at all, also when power fails. */
function writeWhole(house, { path, text }) {
  const draft = join(house.scratch, "draft");
  const file = openSync(draft, "w");
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  renameSync(draft, path);
}

const stampOf = (house, name) => join(house.build, "stamps", name);
