/** What an agent is told at the moments that are no call: how it is guarded when it begins, and why a change of its settings is held up. */
import type { Adapter, ConfigChange, Notice, Said } from "../agents/agent.ts";
import type { Site, World } from "../guard/guard.ts";
import { carriers } from "./carriers.ts";

const mostSettingsBytes = 1024 * 1024;

export function noticed(notice: Notice, adapter: Adapter, site: Site): Said {
  switch (notice.at) {
    case "session-start":
      return { is: "context", text: welcome(isManaged(adapter, site.world) ? "managed" : "user") };
    case "config-change":
      return weighed(notice, adapter, site);
    case "after-call":
    case "stop":
      return { is: "noted" };
  }
}

/** The model reads it. Whether infrastructure may be changed is decided anew for each call. */
function welcome(level: "managed" | "user"): string {
  return [
    `sheepdog checks every action of this session before it is taken (level ${level}, mode read: infrastructure may be looked at, not changed)`,
    "What it blocks says why and what to do instead; do not work around it, go on with something else or ask the person",
  ].join(". ");
}

/** Only root can write the settings that stand above the person's. */
function isManaged({ managedFiles = [] }: Adapter, world: World): boolean {
  return managedFiles.some((file) => {
    const entry = world.entry(file);
    return entry.known && entry.value.kind === "file" && entry.value.owner === 0 && (entry.value.mode & 0o022) === 0;
  });
}

/** Of a file that cannot be read nobody can say that it keeps the guard. */
function weighed(change: ConfigChange, adapter: Adapter, site: Site): Said {
  if (adapter.weakens === undefined) return { is: "noted" };
  const { file } = change;
  const text = file === undefined ? null : textOf(file, site.world);
  const weak = adapter.weakens(change, text ?? null, isCarrier(file, adapter, site));
  if (weak === undefined && text !== undefined) return { is: "noted" };
  return refused(
    text === undefined ? `\`${file}\` cannot be read` : `with ${file === undefined ? "them" : `\`${file}\``} as it is now, ${weak}`,
  );
}

/** Managed settings carry it for everybody, and no other file has to. */
function isCarrier(file: string | undefined, adapter: Adapter, site: Site): boolean | undefined {
  if (isManaged(adapter, site.world)) return false;
  const known = carriers(site);
  return known.length === 0 ? undefined : file === undefined || known.includes(file);
}

function refused(why: string): Said {
  return { is: "refused", reason: `sheepdog holds up this change of settings: ${why}. The session goes on with the settings it had` };
}

function textOf(file: string, world: World): string | null | undefined {
  const entry = world.entry(file);
  if (entry.known && entry.value.kind === "absent") return null;
  const text = world.text(file, mostSettingsBytes);
  return text.known && text.value.whole ? text.value.text : undefined;
}
