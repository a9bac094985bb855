/** The installing half of products whose hooks stand in lists of one file, known by their documentation alone. */
import { isMembers, type Members } from "../base/read.ts";
import { done, type Result } from "../base/result.ts";
import { membersIn, unproved } from "./documented.ts";
import type { Finding, GuardLine, HookLine, Installer, SettingsFile } from "./installer.ts";
import { type Keeping, type Listed, listedOf, withListed, withoutListed } from "./listed-entries.ts";
import { listedFindings, neighbourFindings } from "./listed-findings.ts";
import { eachFile, textOf } from "./settings-files.ts";
import { checkPaths } from "./shell-line.ts";

type Own = Pick<Installer, "name" | "title" | "documented" | "program" | "traces" | "files" | "projectSettings">;

/** How its hooks are written and read. */
export type Listing = {
  readonly readSettings: (text: string) => Result<Members>;
  readonly entriesFor: (line: GuardLine) => readonly Listed[];
  /** The events that ask before a call; a shell command comes as `shellEvent`. */
  readonly asking: readonly string[];
  readonly shellEvent: string;
  readonly keeping: Keeping;
  /** What the guard says to have nothing against a call; left out, it is silent. */
  readonly yes?: string;
};

export function listedInstaller(own: Own, listing: Listing): Installer {
  const { asking, keeping } = listing;
  return {
    ...own,
    ...unproved,
    install: (files, line) => eachFile(files, ({ text }) => install(listing, text, line)),
    uninstall: (files) => eachFile(files, ({ text }) => (text === null ? done(null) : withoutListed(text, keeping))),
    examine: (files, line) => examine(listing, textOf(files, "hooks"), line),
    // A project can add hooks; nothing is documented by which it could take those of the user away.
    examineProject: (text) => {
      const settings = membersIn(text);
      return settings === undefined ? [] : neighbourFindings(settings, { asking, keeping });
    },
    hookLine: (files) => hookLine(listing, files),
  };
}

function install({ readSettings, entriesFor, keeping }: Listing, text: string | null, line: GuardLine): Result<string> {
  const checked = checkPaths(line);
  if (!checked.ok) return checked;
  const read = text === null || text.trim() === "" ? done({}) : readSettings(text);
  return read.ok ? withListed(text, entriesFor(line), keeping) : read;
}

function examine(listing: Listing, text: string | null, line: GuardLine): readonly Finding[] {
  const { readSettings, entriesFor, asking, keeping } = listing;
  if (text === null || text.trim() === "")
    return [{ code: "guard.missing", what: "the guard is not among these hooks; no call is checked", repair: "sheepdog init" }];
  const read = readSettings(text);
  if (!read.ok) return [{ code: "settings.rejected", what: read.fault.what, repair: "mend or remove that entry" }];
  return [
    ...listedFindings(read.value, { entries: entriesFor(line), asking, keeping, line }),
    ...neighbourFindings(read.value, { asking, keeping }),
  ];
}

function hookLine({ keeping, shellEvent, yes }: Listing, files: readonly SettingsFile[]): HookLine | undefined {
  const settings = membersIn(textOf(files, "hooks"));
  const standing = settings === undefined ? undefined : listedOf(settings, keeping).find(({ way }) => way.at(-1) === shellEvent);
  const command = isMembers(standing?.entry) ? standing.entry["command"] : undefined;
  return typeof command === "string" ? { program: "/bin/sh", args: ["-c", command], ...(yes === undefined ? {} : { yes }) } : undefined;
}
