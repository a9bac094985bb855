/** Reads a compose file: what its services would run, and which folders of this machine they would see. */
import { folderOf } from "../../../base/path.ts";
import { hole } from "../../shell/value.ts";
import type { FileText } from "./file-text.ts";
import { memberAt, plainYaml, type Yaml } from "./plain-yaml.ts";

export type Service = {
  readonly name: string;
  readonly line: number;
  readonly image: string;
  /** Options as `docker run` takes them. */
  readonly options: readonly string[];
  /** What its program and its arguments are; empty where the image says so. */
  readonly words: readonly string[];
};

/** What stands for `${NAME}`, and for `~`. */
type Around = { readonly variable: (name: string) => string | undefined; readonly home: string };

export function composefile(file: FileText, { variable, home }: Around): readonly Service[] {
  const services = memberAt(plainYaml(file.text), "services")?.members ?? new Map<string, Yaml>();
  return [...services].map(([name, service]) => {
    const at = (member: string): Yaml | undefined => memberAt(service, member);
    const words = (member: string): readonly string[] => wordsOf(at(member)).map((text) => filled(text, variable));
    const volumes = (at("volumes")?.items ?? []).flatMap(volumeOf).map((volume) => placed(filled(volume, variable), file.path, home));
    const [entry, ...entryArgs] = words("entrypoint");
    const isPrivileged = at("privileged")?.text === "true";
    return {
      name,
      line: (at("command") ?? at("entrypoint") ?? service).line,
      image: at("image")?.text ?? name,
      options: [
        ...volumes.flatMap((volume) => ["--volume", volume]),
        ...(isPrivileged ? ["--privileged"] : []),
        ...textsOf(at("cap_add")).flatMap((right) => ["--cap-add", right]),
        ...(at("pid")?.text === "host" ? ["--pid", "host"] : []),
        ...(entry === undefined ? [] : ["--entrypoint", entry]),
      ],
      words: [...entryArgs, ...words("command")],
    };
  });
}

/** `${NAME:-usual}` and `$NAME`; two dollars are one. */
function filled(text: string, variable: Around["variable"]): string {
  return text.replace(/\$\$|\$\{(\w+)(?::?-([^}]*))?[^}]*\}|\$(\w+)/g, (whole, ...parts: readonly (string | undefined)[]) => {
    const [braced, usual, plain] = parts;
    return whole === "$$" ? "$" : (variable(braced ?? plain ?? "") ?? usual ?? hole);
  });
}

/** Paths begin at the folder of the file, or at the home. */
function placed(volume: string, path: string, home: string): string {
  if (/^~(\/|:)/.test(volume)) return home + volume.slice(1);
  return /^\.{1,2}(\/|:)/.test(volume) ? `${folderOf(path)}/${volume}` : volume;
}

/** In its long form a volume is a map of its own. */
function volumeOf(node: Yaml): readonly string[] {
  if (node.text !== undefined) return [node.text];
  const [from, to] = [memberAt(node, "source")?.text, memberAt(node, "target")?.text];
  return from === undefined || to === undefined ? [] : [`${from}:${to}`];
}

function textsOf(node: Yaml | undefined): readonly string[] {
  return (node?.items ?? []).flatMap(({ text }) => text ?? []);
}

/** A list is words; a text is cut as a shell would, and nothing in it is expanded. */
function wordsOf(node: Yaml | undefined): readonly string[] {
  if (node?.text === undefined) return textsOf(node);
  const words = node.text.match(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'])+/g) ?? [];
  return words.map((word) =>
    word.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g, (_, double: string | undefined, single: string | undefined) => double ?? single ?? ""),
  );
}
