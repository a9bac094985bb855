/** What the services of a compose file would do, said as the `docker run` that starts them. */
import { literal, textValue, type Value } from "../../../shell/value.ts";
import { configuredVariable } from "../../describing/configured.ts";
import { readLine, valuesOf } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import { fileText, type FileText, textAbove } from "../../scripts/file-text.ts";
import { type Service, composefile } from "../../scripts/composefile.ts";
import type { Use } from "../../describing/tool.ts";

const names = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

const front = {
  short: "fpHc",
  long: ["file", "project-name", "profile", "env-file", "project-directory", "context", "host"],
  exact: true,
} as const;

/** Services started at once. More: the rest is not looked at. */
const servicesRead = 24;

export function composeRuns(use: Use): readonly Run[] {
  const found = verbIn(use);
  if (found === undefined || !/^(up|run|create|start|restart)$/.test(found.verb)) return [];
  const { verb, words, file } = found;
  if (file === undefined) return [];
  const line = readLine(words, runShape, verb === "run");
  const around = { variable: (name: string) => known(configuredVariable(use, name)), home: use.place.ground.home };
  const services = composefile(file, around);
  const [first, ...rest] = line.operands;
  if (verb === "run")
    return services
      .filter(({ name }) => name === first?.text)
      .flatMap((one) => startedBy(one, { use, file, more: rest, options: optionsIn(line) }));
  const wanted = new Set(line.operands.map(({ text }) => text));
  const all = services.filter(({ name }) => wanted.size === 0 || wanted.has(name)).slice(0, servicesRead);
  return all.flatMap((one) => startedBy(one, { use, file, more: [], options: [] }));
}

const runShape = {
  short: "evpuwlt",
  long: "env volume publish user workdir name entrypoint label scale timeout cap-add cap-drop env-from-file pull wait-timeout".split(" "),
  exact: true,
} as const;

type Found = { readonly verb: string; readonly words: readonly Value[]; readonly file: FileText | undefined };

/** `docker compose up`, `docker-compose up`. */
function verbIn(use: Use): Found | undefined {
  const own = use.name.endsWith("-compose") ? use.words : behindCompose(use);
  if (own === undefined) return undefined;
  const line = readLine(own, front, true);
  const [verb, ...words] = line.operands;
  const [named] = valuesOf(line, "f", "file");
  const file = named === undefined ? textAbove(names, use) : named.known ? fileText(named.text, use) : undefined;
  return verb === undefined ? undefined : { verb: verb.text, words, file };
}

function behindCompose({ words }: Use): readonly Value[] | undefined {
  const at = words.findIndex(({ text }) => text === "compose");
  return at < 0 ? undefined : words.slice(at + 1);
}

function known(value: Value | undefined): string | undefined {
  return value?.known === true ? value.text : undefined;
}

function optionsIn(line: ReturnType<typeof readLine>): readonly Value[] {
  return ["volume", "v", "entrypoint", "workdir", "w"].flatMap((name) =>
    valuesOf(line, name).flatMap((value) => [literal(name.length > 1 ? `--${name}` : `-${name}`), value]),
  );
}

type Starting = { readonly use: Use; readonly file: FileText; readonly more: readonly Value[]; readonly options: readonly Value[] };

function startedBy(service: Service, { use, file, more, options }: Starting): readonly Run[] {
  const behind = more.length > 0 ? more : service.words.map(textValue);
  const words = [literal("docker"), literal("run"), ...service.options.map(textValue), ...options, literal(service.image), ...behind];
  const start = use.place.ground.start ?? "";
  const path = start !== "" && file.path.startsWith(`${start}/`) ? file.path.slice(start.length + 1) : file.path;
  return [{ as: "words", words, via: `${path}:${service.line} ${service.name}`, placed: true }];
}
