/** docker, podman, nerdctl and compose: what they take away, and what of this machine they hand to a container. */
import { literal } from "../../../shell/value.ts";
import { dockerContext, dockerContextSwitched } from "../../contexts/docker-context.ts";
import { fileWrite, type Part } from "../../describing/deeds.ts";
import { type Managed, managedTool } from "../../describing/managed.ts";
import { has, type Line, readLine, valuesOf } from "../../describing/options.ts";
import type { Run } from "../../running/run.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { composeRuns } from "./compose.ts";
import { copiedParts } from "./copies.ts";

const engine: Managed = {
  names: "docker podman nerdctl finch",
  of: "container",
  front: true,
  where: "H host context c connection url",
  takes:
    "l log-level config namespace f file p project-name profile env-file project-directory filter format t tag o output n name platform",
  configured: dockerContext,
  verb: "none",
  does: {
    destroy: `volume rm, volume prune, volume remove, system prune --volumes, system reset, stack rm, stack down, stack remove, swarm leave --force,
      swarm leave -f, secret rm, config rm, service rm, node rm, compose down -v, compose down --volumes, compose rm -v, machine rm,
      play kube --down, kube down, pod rm --volumes`,
    remake: `rm, rmi, container rm, container prune, image rm, image prune, network rm, network prune, builder prune, buildx prune, buildx rm,
      system prune, compose down, compose rm, manifest rm, plugin rm, context rm, pod rm, pod prune, untag, scout cache prune`,
    update: `stop, kill, restart, pause, unpause, rename, update, start, container stop|kill|restart|update|rename, service update, service scale,
      service rollback, stack deploy, node update, swarm update, swarm join, swarm init, compose up, compose stop, compose restart,
      compose kill, compose pull, network connect, network disconnect, cp, load, import, tag, commit`,
    create:
      "push, image push, compose push, manifest push, run, create, container run|create, volume create, network create, secret create, config create, service create",
    none: "exec, container exec, compose exec, compose run, attach, logs, compose logs, search",
    secret: "swarm join-token, swarm unlock-key",
  },
};

const compose: Managed = {
  names: "docker-compose podman-compose",
  of: "container",
  front: true,
  where: "H host context c",
  takes: "f file p project-name profile env-file project-directory t timeout",
  configured: dockerContext,
  verb: "none",
  does: {
    none: "exec, run, logs",
    destroy: "down -v, down --volumes, rm -v",
    remake: "down, rm",
    update: "up, stop, restart, kill, create, start, pause, unpause",
    create: "push",
  },
};

/** Images without an engine. */
const images: readonly Managed[] = [
  {
    names: "skopeo",
    verb: "none",
    takes: "creds src-creds dest-creds authfile src dest format",
    does: { destroy: "delete", create: "copy, sync" },
  },
  {
    names: "crane gcrane regctl oras",
    verb: "none",
    takes: "platform t tag o output u username p password",
    does: {
      destroy: "delete, image delete, tag delete, manifest delete, blob delete",
      create: "push, copy, cp, append, mutate, tag, image copy, attach",
    },
  },
  { names: "buildah", of: "container", verb: "none", takes: "t tag f file", does: { remake: "rm, rmi, prune", create: "push" } },
  {
    names: "crictl ctr",
    of: "container",
    verb: "none",
    takes: "n namespace r runtime-endpoint a address",
    does: { remake: "rm, rmi, rmp, image rm, images rm, i rm, container rm, c rm, task rm, t rm", update: "stop, stopp" },
  },
];

const runShape: Line["shape"] = {
  short: "aceHhlmpuvw",
  long: `add-host annotation attach cap-add cap-drop cidfile cgroupns device device-cgroup-rule dns entrypoint env env-file expose gpus group-add
    hostname ip ipc isolation label link log-driver log-opt memory mount name network net pid platform publish pull restart runtime
    security-opt shm-size sysctl tmpfs ulimit user userns uts volume volumes-from workdir`.split(/\s+/),
  exact: true,
};

/** The options in front of the image: what stands behind it goes to a program in there. */
function runLine(use: Use): Line | undefined {
  const at = use.words.findIndex((word) => /^(run|create)$/.test(word.text));
  const front = use.words.slice(0, at).map((word) => word.text);
  // `volume create`, `service create` and their kin are about something else; `compose run` takes what its file says.
  const isOther = front.some((text) =>
    /^(volume|network|secret|config|service|compose|context|buildx|machine|pod|plugin|swarm|stack|play|kube)$/.test(text),
  );
  return at < 0 || isOther ? undefined : readLine(use.words.slice(at + 1), runShape, true);
}

/** Rights over the machine around it, which no container has by itself. */
function lent(use: Use): readonly Part[] {
  const line = runLine(use);
  if (line === undefined) return [];
  const image = line.operands[0]?.text ?? "";
  const right = (as: string): readonly Part[] => [
    { kind: "privilege", as, target: { name: image, scope: "process", known: true }, loss: "unknown" },
  ];
  if (seesAll(line)) return right("root of this machine");
  return isPrivileged(line) || seesEngine(line) ? right("root of its container host") : [];
}

const whole = "(/|/etc|/root|/boot|/usr|/var|/proc|/dev)/?";
const wholeVolume = new RegExp(`^${whole}:`);
const wholeMount = new RegExp(`(source|src)=${whole}(,|$)`);

/** All files of this machine, to write. */
function seesAll(line: Line): boolean {
  const volumes = valuesOf(line, "v", "volume").map(({ text }) => text);
  const mounts = valuesOf(line, "mount").map(({ text }) => text);
  return (
    volumes.some((text) => wholeVolume.test(text) && !/:ro\b|,ro\b/.test(text)) ||
    mounts.some((text) => wholeMount.test(text) && !/readonly|\bro\b/.test(text)) ||
    (has(line, "privileged") && valuesOf(line, "pid").some(({ text }) => text === "host"))
  );
}

function isPrivileged(line: Line): boolean {
  const words = (...names: readonly string[]): readonly string[] => valuesOf(line, ...names).map(({ text }) => text);
  const all = has(line, "privileged") && !words("privileged").includes("false");
  const device = words("device").some((text) => /^\/dev\/(sd|nvme|vd|xvd|mem|kmem|mapper)/.test(text));
  return (
    all || device || words("cap-add").some((text) => /^(CAP_)?(ALL|SYS_ADMIN|SYS_MODULE|SYS_PTRACE|SYS_RAWIO|DAC_READ_SEARCH)$/i.test(text))
  );
}

/** Whoever talks to the engine may start a container that has all rights. */
function seesEngine(line: Line): boolean {
  return valuesOf(line, "v", "volume", "mount").some(({ text }) => /(docker|podman|containerd|crio)\.sock\b/.test(text));
}

/** Images that are one program: what stands behind them are its arguments. */
const programs: readonly (readonly [RegExp, string])[] = [
  [/^((docker\.io\/)?amazon|public\.ecr\.aws\/aws-cli)\/aws-cli$/, "aws"],
  [/^((docker\.io\/)?hashicorp\/terraform|ghcr\.io\/opentofu\/opentofu)$/, "terraform"],
  [/(^|\/)(bitnami|rancher|registry\.k8s\.io)\/kubectl$/, "kubectl"],
  [/(^|\/)alpine\/helm$/, "helm"],
  [/(^|\/)minio\/mc$/, "mc"],
  [/(^|\/)rclone\/rclone$/, "rclone"],
  [/(^|\/)restic\/restic$/, "restic"],
  [/(^|\/)pulumi\/pulumi(-[a-z]+)?$/, "pulumi"],
];

function ranByImage(use: Use): readonly Run[] {
  const line = runLine(use);
  const [image, ...words] = line?.operands ?? [];
  if (line === undefined || image === undefined || words.length === 0 || has(line, "entrypoint")) return [];
  const name = image.text.replace(/(@sha256)?:[^/]*$/, "");
  const program = programs.find(([pattern]) => pattern.test(name))?.[1];
  const on = { kind: "container", name: image.text } as const;
  return program === undefined ? [] : [{ as: "words", words: [literal(program), ...words], via: `${use.name} run`, on, fresh: true }];
}

/** `docker save -o FILE`. */
function saved(use: Use): readonly Part[] {
  if (!use.line.operands.some((operand) => /^(save|export)$/.test(operand.text))) return [];
  return valuesOf(use.line, "o", "output").flatMap((file) => fileWrite(file, use.place, "overwrite") ?? []);
}

export const containers: readonly Tool[] = [
  managedTool(engine, {
    effects: (use) => [...lent(use), ...copiedParts(use), ...saved(use)],
    saves: dockerContextSwitched,
    runs: (use) => [...ranByImage(use), ...composeRuns(use)],
  }),
  managedTool(compose, { runs: composeRuns }),
  ...images.map((row) => managedTool(row)),
];
