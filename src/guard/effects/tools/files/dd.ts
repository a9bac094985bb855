/** dd: copies bytes to the file or device behind `of=`. */
import { behind, headOf, type Value } from "../../../shell/value.ts";
import { fileRead, fileWrite, type Part } from "../../describing/deeds.ts";
import { noValues, type Tool, type Use } from "../../describing/tool.ts";

export const dd: Tool = {
  names: ["dd"],
  shape: noValues,
  effects,
  output: (use) => (named(use, "of=").length > 0 ? { from: "unread" } : sourceOf(use)),
  saves: (use) => named(use, "of=").map((path) => ({ path, flow: sourceOf(use), append: false })),
};

function effects(use: Use): readonly Part[] {
  const written = named(use, "of=").flatMap((file) => fileWrite(file, use.place, "overwrite") ?? []);
  return [...named(use, "if=").map((file) => fileRead(file, use.place)), ...written];
}

function sourceOf(use: Use): ReturnType<Use["content"]> {
  const [source] = named(use, "if=");
  return source === undefined ? (use.stdin ?? { from: "unread" }) : use.content(source);
}

function named(use: Use, name: string): readonly Value[] {
  return use.words.filter((word) => headOf(word).startsWith(name)).map((word) => behind(word, name.length));
}
