/** The guard as hooks of Cline, out of them again, and what stands in its way there; all of it by documentation. */
import { done, fail, type Result } from "../../base/result.ts";
import { unproved } from "../documented.ts";
import type { Finding, GuardLine, HookLine, Installer, SettingsFile } from "../installer.ts";
import { eachFile } from "../settings-files.ts";
import { checkPaths } from "../shell-line.ts";
import { isOurs, nothingAgainst, scriptFor } from "./entry.ts";
import { asking, filesAt, projectSettings, traces } from "./places.ts";
import { product } from "./product.ts";

export const clineInstaller: Installer = {
  ...product,
  ...unproved,
  program: "cline",
  traces,
  files: filesAt,
  install: (files, line) => eachFile(files, (file) => install(file, line)),
  uninstall: (files) => eachFile(files, ({ text }) => done(text !== null && isOurs(text) ? null : text)),
  examine,
  projectSettings,
  examineProject,
  hookLine,
};

/** There is one place for each event. Where the guard would only be told of something, it makes way for whoever is there. */
function install({ name, path, text }: SettingsFile, line: GuardLine): Result<string | null> {
  const checked = checkPaths(line);
  if (!checked.ok) return checked;
  if (text === null || isOurs(text)) return done(scriptFor(name, line));
  if (name !== asking) return done(text);
  return fail({
    code: "settings.foreign",
    what: `\`${path}\` is a hook of somebody else, and ${product.title} has one place for each event`,
    follows: "so it was left as it is, and the guard is not installed",
    todo: "let the guard have that place, or call it from that hook as docs/generic-hook.md says",
  });
}

function examine(files: readonly SettingsFile[], line: GuardLine): readonly Finding[] {
  const repair = "sheepdog init";
  const text = files.find(({ name }) => name === asking)?.text ?? null;
  if (text === null || !isOurs(text))
    return [
      { code: "guard.missing", what: "the guard is not the hook that is asked before a call; no call is checked", repair },
      switchedOn,
    ];
  if (text !== scriptFor(asking, line)) {
    const what = `the hook is not the one that belongs to \`${line.guard}\`; it may not run, or not block when it fails`;
    return [{ code: "guard.wrong-line", what, repair }, switchedOn];
  }
  return [switchedOn];
}

/** The switch lies in the editor's own store, which is not looked into. */
const switchedOn: Finding = {
  code: "hooks.switch",
  what: "hooks run only where they are switched on in the settings of Cline, and that cannot be seen from here",
  repair: "switch hooks on in the settings of Cline",
  weight: "note",
};

function examineProject(_text: string, path: string): readonly Finding[] {
  const what = `\`${path}\` is a hook of the project; it is documented to take the place of the user's of the same name, so no call is checked`;
  return [{ code: "hooks.replaced", what, repair: `remove \`${path}\`` }];
}

function hookLine(files: readonly SettingsFile[]): HookLine | undefined {
  const file = files.find(({ name }) => name === asking);
  return file === undefined || file.text === null || !isOurs(file.text) ? undefined : { program: file.path, args: [], yes: nothingAgainst };
}
