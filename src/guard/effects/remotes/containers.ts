/** What docker, podman and nerdctl run in a container, and what of this machine is seen in there. */
import { absolutePath } from "../../../base/path.ts";
import type { Elsewhere } from "../../effect.ts";
import { behind, literal, type Value } from "../../shell/value.ts";
import type { Mount } from "../places/ground.ts";
import { type Line, readLine, valuesOf } from "../describing/options.ts";
import type { Run } from "../running/run.ts";
import type { Place } from "../places/targets.ts";
import type { Use } from "../describing/tool.ts";

const engines: ReadonlySet<string> = new Set(["docker", "podman", "nerdctl", "finch", "docker-compose", "podman-compose"]);

const front = {
  short: "cHlfp",
  long: "config context host log-level namespace n file project-name profile env-file project-directory connection url".split(" "),
  exact: true,
} as const;

const shape = {
  short: "aceHhlmpuvwn",
  long: `add-host annotation attach blkio-weight cap-add cap-drop cgroup-parent cidfile cpu-period cpu-quota cpu-shares cpus cpuset-cpus detach-keys
    device device-cgroup-rule dns dns-option dns-search domainname entrypoint env env-file expose gpus group-add health-cmd health-interval
    hostname ip ipc isolation label label-file link log-driver log-opt mac-address memory memory-reservation memory-swap mount name network
    network-alias net oom-score-adj pid pids-limit platform publish pull restart runtime secret security-opt shm-size stop-signal stop-timeout
    storage-opt sysctl tmpfs ulimit user userns uts volume volume-driver volumes-from workdir index service-ports`.split(/\s+/),
  exact: true,
} as const;

/** `run` and `create` start a container of their own, whose files go with it; `exec` goes into one that is there. */
export function containerRuns(use: Use): readonly Run[] {
  if (!engines.has(use.name)) return [];
  const found = verbIn(use);
  if (found === undefined) return [];
  const line = readLine(found.words, shape, true);
  const [place, ...words] = line.operands;
  if (place === undefined) return [];
  const entry = valuesOf(line, "entrypoint").find((value) => value.text !== "");
  const isFresh = found.verb !== "exec";
  const ran = entry === undefined || !isFresh ? words : [entry, ...words];
  // Options alone go to a program that the image names.
  if (ran.length === 0 || (entry === undefined && ran[0]?.text.startsWith("-") === true)) return [];
  // With the processes of this machine around it, `nsenter` steps out of the container.
  if (valuesOf(line, "pid").some((value) => value.text === "host") && ran[0]?.text === "nsenter")
    return [{ as: "words", words: ran, via: `${use.name} ${found.verb}` }];
  return [{ as: "words", words: ran, via: `${use.name} ${found.verb}`, ...surroundings(line, use.place, { place, isFresh }) }];
}

type Inside = { readonly place: Value; readonly isFresh: boolean };

function surroundings(line: Line, outside: Place, { place, isFresh }: Inside): Omit<Run & { as: "words" }, "as" | "words" | "via"> {
  const on: Elsewhere = { kind: "container", name: place.text };
  const [folder] = valuesOf(line, "w", "workdir").slice(-1);
  const mounts = isFresh ? mountsOf(line, outside) : [];
  return { on, mounts, ...(isFresh ? { fresh: true } : {}), ...(folder === undefined ? {} : { folder }) };
}

function verbIn(use: Use): { readonly verb: string; readonly words: readonly Value[] } | undefined {
  const line = readLine(use.words, front, true);
  const [verb, ...words] = line.operands;
  if (verb?.text === "container") return verbIn({ ...use, words });
  if (verb?.text === "compose") return verbIn({ ...use, words });
  return /^(run|create|exec)$/.test(verb?.text ?? "") ? { verb: verb?.text ?? "", words } : undefined;
}

/** `-v FROM:TO[:ro]`, `--mount type=bind,source=FROM,target=TO`. Named volumes are no part of this machine's files. */
function mountsOf(line: Line, place: Place): readonly Mount[] {
  const volumes = valuesOf(line, "v", "volume").flatMap((value) => volume(value, place));
  return [...volumes, ...valuesOf(line, "mount").flatMap((value) => bind(value, place))];
}

function volume(value: Value, place: Place): readonly Mount[] {
  const [, from = "", to = "", rest = ""] = /^(.*?[^:]):(\/[^:]*)(:.*)?$/.exec(value.text) ?? [];
  if (to === "" || /\bro\b/.test(rest)) return [];
  if (!value.known) return [{ from: undefined, to }];
  return /^[./~]/.test(from) ? [{ from: outsidePath(literal(from), place), to }] : [];
}

function bind(value: Value, place: Place): readonly Mount[] {
  const fields = new Map(
    value.text.split(",").map((field) => [field.split("=", 1)[0] ?? "", behind(literal(field), field.indexOf("=") + 1).text]),
  );
  const from = fields.get("source") ?? fields.get("src");
  const to = fields.get("target") ?? fields.get("dst") ?? fields.get("destination");
  if (fields.get("type") !== "bind" || from === undefined || to === undefined || fields.has("readonly") || fields.has("ro")) return [];
  return [{ from: value.known ? outsidePath(literal(from), place) : undefined, to }];
}

function outsidePath(path: Value, { cwd }: Place): string | undefined {
  return path.text.startsWith("/") || cwd.known ? absolutePath(path.text, cwd.text) : undefined;
}
