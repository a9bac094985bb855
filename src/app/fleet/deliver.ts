/** Notices on their way: each goes to every channel once, and what a channel does not take now is given to that one alone again. */
import { sentenceOf } from "../../base/fault.ts";
import { readJson } from "../../base/json.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { ensurePrivateFolder, fileNameFor, readTextIfThere, writeTextFile } from "../../hosts/node/node.ts";
import type { Channel, Notice } from "./channel.ts";

/** `folder`: which channels have which notice, so that a daemon that dies in between, or before it was committed, tells nobody twice. */
export async function deliver(notice: Notice, channels: readonly Channel[], folder: string): Promise<Result<void>> {
  const made = ensurePrivateFolder(folder);
  if (!made.ok) return made;
  // An order's number may come again in another store; with its incident and time it does not.
  const path = `${folder}/${fileNameFor(`${notice.id} ${notice.incident} ${notice.at}`)}`;
  const told = new Set(toldIn(path));
  const missed: string[] = [];
  for (const channel of channels) {
    if (told.has(channel.name)) continue;
    const outcome = await channel.deliver(notice);
    if (!outcome.ok) missed.push(`${channel.name}: ${sentenceOf(outcome.fault)}`);
    else writeTextFile(path, JSON.stringify([...told.add(channel.name)]));
  }
  return missed.length === 0 ? done(undefined) : fail({ code: "notice.undelivered", what: missed.join("; ") });
}

/** What cannot be read says nothing: then a channel may be told once more, which is better than never. */
function toldIn(path: string): readonly string[] {
  const text = readTextIfThere(path);
  const json = text.ok && text.value !== null ? readJson(text.value) : undefined;
  return json?.ok === true && Array.isArray(json.value) ? json.value.map(String) : [];
}
