/** Settings that follow their files: what is valid counts at once, and what is not leaves the last valid set in force, which is said. */
import { canonicalJson, type Json } from "../../base/json.ts";
import { folderOf } from "../../base/path.ts";
import { type Fault, sentenceOf } from "../../base/fault.ts";
import { watchFolders } from "../../hosts/node/node.ts";
import { readCompiled } from "../settings/compiled.ts";
import { compileNow } from "../settings/compiling.ts";
import { type Settings, settingsSchema } from "../settings/schema.ts";
import type { SettingsFiles } from "../settings/settings-files.ts";
import type { LiveSettings, Log, Timers } from "./duty.ts";

export type Following = LiveSettings & {
  /** Why the files do not count as they are, if they do not. */
  readonly fault: () => Fault | undefined;
  /** Looks at the files now, instead of when they stir. */
  readonly reload: () => void;
  readonly close: () => void;
};

type Around = { readonly files: SettingsFiles; readonly log: Log; readonly timers: Timers };

/** An editor writes in several steps. */
const quietMs = 200;
/** What stirs unseen, such as on a mount that tells of nothing, is found by then. */
const lookMs = 60_000;

export function followSettings({ files, log, timers }: Around): Following {
  let current = lastValid(files);
  let fault: Fault | undefined;
  let timer: unknown;
  const listeners = new Set<(settings: Settings) => void>();
  const reload = (): void => {
    const read = compileNow(files);
    tellOf(log, fault, read.ok ? undefined : read.fault);
    fault = read.ok ? undefined : read.fault;
    if (read.ok && !isSame(read.value.settings, current)) {
      current = read.value.settings;
      for (const listener of listeners) listener(current);
    }
    later(lookMs);
  };
  const later = (ms: number): void => {
    timers.stop(timer);
    timer = timers.start(reload, ms);
  };
  const folders = watchFolders((name) => {
    if (name === null || name.startsWith("config.yaml")) later(quietMs);
  });
  folders.aim([folderOf(files.user), folderOf(files.organisation)]);
  reload();
  return {
    now: () => current,
    onChange: (then) => {
      listeners.add(then);
      return () => listeners.delete(then);
    },
    fault: () => fault,
    reload,
    close: () => {
      timers.stop(timer);
      folders.close();
    },
  };
}

/** What was compiled last counts after a restart, too, when the files are flawed meanwhile. */
function lastValid(files: SettingsFiles): Settings {
  const kept = readCompiled(files);
  return kept.ok && kept.value !== null ? kept.value.settings : settingsSchema.parse({});
}

function tellOf(log: Log, before: Fault | undefined, now: Fault | undefined): void {
  const [was, is] = [before, now].map((fault) => (fault === undefined ? "" : sentenceOf(fault)));
  if (is === was) return;
  if (is === "") log.info("the settings are well again");
  else log.error(`the last valid settings stay in force: ${is}`);
}

function isSame(one: Settings, other: Settings): boolean {
  return canonicalJson(one as Json) === canonicalJson(other as Json);
}
