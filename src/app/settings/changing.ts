/** Changes the user's settings file: one at a time, and only to what is well as a whole. */
import type { Json } from "../../base/json.ts";
import { suggestion } from "../../base/nearest.ts";
import { done, fail, type Result } from "../../base/result.ts";
import { exclusively, replaceFile } from "../../hosts/node/node.ts";
import type { Root } from "../install/root.ts";
import { ensureOwnRoot } from "../state/own-root.ts";
import { compile, compileNow, faultOf } from "./compiling.ts";
import { placeAt } from "./schema-walk.ts";
import { readSources, settingsFiles } from "./settings-files.ts";
import { namesBelow } from "./shown.ts";
import { withSetting } from "./with-setting.ts";

export function changeSetting(root: Root, path: readonly string[], value: Json): Result<void> {
  const name = path.join(".");
  if (placeAt(path)?.is !== "setting")
    return fail({
      code: "settings.unknown",
      what: `there is no setting \`${name}\`${suggestion(name, namesBelow([]))}`,
      follows: "nothing was changed",
    });
  const { user } = settingsFiles(root);
  return changeSettings(root, (text) => withSetting({ layer: "user", file: user, text }, { path, value }));
}

/** What the organisation says of it counts as well. */
export function changeSettings(root: Root, change: (text: string) => Result<string>): Result<void> {
  const files = settingsFiles(root);
  const made = ensureOwnRoot(root);
  if (!made.ok) return made;
  return exclusively(files.lock, () => {
    const sources = readSources(files);
    if (!sources.ok) return sources;
    const text = change(sources.value.find(({ layer }) => layer === "user")?.text ?? "");
    if (!text.ok) return text;
    const { layered, flaws } = compile(sources.value.map((one) => (one.layer === "user" ? { ...one, text: text.value } : one)));
    if (layered === undefined) return fail({ ...faultOf(flaws), follows: "nothing was changed" });
    const written = replaceFile(files.user, text.value);
    const kept = written.ok ? compileNow(files) : written;
    return kept.ok ? done(undefined) : kept;
  });
}
