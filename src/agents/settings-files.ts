/** The files of one product at one scope: the text of one of them by its name, and a change that is made to each by itself. */
import { done, type Result } from "../base/result.ts";
import type { SettingsFile } from "./installer.ts";

export function textOf(files: readonly SettingsFile[], name: string): string | null {
  return files.find((file) => file.name === name)?.text ?? null;
}

/** Ends at the first file that cannot be changed, with its fault. */
export function eachFile(
  files: readonly SettingsFile[],
  change: (file: SettingsFile) => Result<string | null>,
): Result<readonly SettingsFile[]> {
  const changed: SettingsFile[] = [];
  for (const file of files) {
    const text = change(file);
    if (!text.ok) return text;
    changed.push({ ...file, text: text.value });
  }
  return done(changed);
}

export function pathOf(files: readonly SettingsFile[], name: string): string {
  return files.find((file) => file.name === name)?.path ?? "";
}
