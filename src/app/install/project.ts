/** What the settings that a project brings do to a guard that stands elsewhere: they can switch it off for every session that starts there. */
import type { Finding, Installer } from "../../agents/agents.ts";
import { sentenceOf } from "../../base/fault.ts";
import { folderOf } from "../../base/path.ts";
import { namesIn, readTextIfThere } from "../../hosts/node/node.ts";
import type { FoundAgent } from "./found.ts";

type Place = { readonly cwd: string; readonly home: string };

export function examineProjects({ installer, files }: FoundAgent, { cwd, home }: Place): readonly Finding[] {
  const places = foldersUpwards(cwd, home).flatMap((folder) => installer.projectSettings(folder).map((file) => ({ folder, file })));
  const settings = places.filter(({ file }) => !files.some(({ path }) => path === file)).flatMap((place) => findingsIn(installer, place));
  const own = files.map(({ path }) => path);
  return [...settings, ...foldersUpwards(cwd, home).flatMap((folder) => codeFindings(installer, folder, own))];
}

/** A session may start in any of them: where a person stands, and the folders around it. */
function foldersUpwards(folder: string, home: string): readonly string[] {
  const around = folderOf(folder);
  return folder === home || around === folder ? [folder] : [folder, ...foldersUpwards(around, home)];
}

function findingsIn(installer: Installer, { folder, file }: { readonly folder: string; readonly file: string }): readonly Finding[] {
  const text = readTextIfThere(file);
  if (!text.ok) return [{ code: text.fault.code, what: sentenceOf(text.fault), repair: `look at \`${file}\`` }];
  const findings = text.value === null ? [] : installer.examineProject(text.value, file);
  return findings.map((finding) => ({
    ...finding,
    what: `in sessions that start in \`${folder}\`: ${finding.what}`,
    repair: `${finding.repair} in \`${file}\``,
  }));
}

/** Code in the client can do anything without a call, so no guard of calls can stop it. */
function codeFindings({ projectCode }: Installer, folder: string, own: readonly string[]): readonly Finding[] {
  return (projectCode?.(folder) ?? []).flatMap((place) => {
    const names = namesIn(place);
    if (!names.ok) return [{ code: names.fault.code, what: sentenceOf(names.fault), repair: `look at \`${place}\`` }];
    const found = names.value.map((name) => `${place}/${name}`).filter((path) => !own.includes(path));
    if (found.length === 0) return [];
    const what = `in sessions that start in \`${folder}\`: ${found.map((path) => `\`${path}\``).join(" and ")} would run in the client itself, which asks nobody, so not the guard either`;
    return [{ code: "project.code", what, repair: "read that code before you start the client there" }];
  });
}
