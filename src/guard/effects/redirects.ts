/** Redirects: files that a command writes although it does not name them, and what is fed to it. */
import type { Redirection } from "../shell/shell.ts";
import { type Flow, literal, type Value } from "../shell/value.ts";
import { expandWhole } from "../shell/words.ts";
import { fileWrite, type Part, request } from "./deeds.ts";
import { cargoOf, noFlow } from "./flows.ts";
import { say } from "./invocation.ts";
import { lookupIn } from "./lookup.ts";
import { type Reading, type Scene, spanOf } from "./scene.ts";
import { contentOf, remember } from "./written.ts";

/** What the redirects of one command make of its input and output. */
export type Redirected = {
  /** Undefined where the command reads what its surroundings read. */
  readonly stdin: Flow | undefined;
  readonly outputs: readonly Output[];
};

type Output = { readonly redirect: File; readonly path: Value; readonly append: boolean };
type File = Extract<Redirection, { type: "Redirect" }>;

/** Runs the command with its redirects in place: files are opened before it runs, and hold what it wrote afterwards. */
export function redirecting(reading: Reading, scene: Scene, redirects: readonly Redirection[]): Redirected {
  let stdin: Flow | undefined;
  const outputs: Output[] = [];
  for (const redirect of redirects) {
    if (redirect.type !== "Redirect") stdin = fedText(redirect, reading, scene) ?? stdin;
    else if (redirect.target !== undefined) {
      const path = expandWhole(redirect.target, lookupIn(reading, scene));
      if (redirect.operator === "<" || redirect.operator === "<>") stdin = contentOf(reading, scene, path);
      if (redirect.operator.includes(">") && !isDescriptor(redirect, path))
        outputs.push({ redirect, path, append: redirect.operator.includes(">>") });
    }
  }
  for (const output of outputs) sayOutput(reading, scene, output);
  return { stdin, outputs };
}

function fedText(redirect: Exclude<Redirection, File>, reading: Reading, scene: Scene): Flow | undefined {
  const lookup = lookupIn(reading, scene);
  if (redirect.type === "HereString") return redirect.target === undefined ? undefined : flowOf(expandWhole(redirect.target, lookup), "\n");
  const { body, delimiter } = redirect;
  if (delimiter?.quoted === true || body.parts === undefined) return { from: "call", text: body.text };
  const { parts, pos, end } = body;
  return flowOf(expandWhole({ type: "Word", text: "", value: body.text, parts, pos, end }, lookup), "");
}

function flowOf(value: Value, end: string): Flow {
  if (value.known) return { from: value.flow?.from ?? "call", text: value.text + end };
  return value.flow ?? { from: "unread", origin: value.text };
}

function isDescriptor(redirect: File, path: Value): boolean {
  return redirect.operator === ">&" && /^(\d+-?|-)$/.test(path.text);
}

function sayOutput(reading: Reading, scene: Scene, { redirect, path, append }: Output): void {
  const part = fileWrite(path, { ground: reading.ground, cwd: scene.here.cwd }, append ? "write" : "overwrite");
  if (part !== undefined && addressIn(path) === undefined) say(at(reading, scene, redirect), part);
}

function at(reading: Reading, scene: Scene, redirect: File): Parameters<typeof say>[0] {
  return { reading, scene, span: spanOf(scene, redirect), tool: "redirect" };
}

/** Where the output has gone; what is left of it flows on. */
export function redirected(
  reading: Reading,
  scene: Scene,
  { redirects, flow }: { readonly redirects: Redirected; readonly flow: Flow },
): Flow {
  let left = flow;
  for (const { redirect, path, append } of redirects.outputs) {
    const isError =
      redirect.descriptor !== undefined && !(redirect.descriptor.type === "FileDescriptor" && redirect.descriptor.value === 1);
    const written: Flow = isError ? { from: "unread" } : flow;
    if (!isError) left = noFlow;
    const address = addressIn(path);
    if (address !== undefined) say(at(reading, scene, redirect), sent(address, written));
    else if (!path.text.startsWith("/dev/")) remember(reading, scene, { path, flow: written, append });
  }
  return left;
}

/** The shell itself connects to `/dev/tcp/HOST/PORT`. */
function addressIn(path: Value): string | undefined {
  return /^\/dev\/((?:tcp|udp)\/.+)$/.exec(path.text)?.[1];
}

function sent(address: string, flow: Flow): Part {
  return request(literal(address), { carrying: cargoOf(flow), method: "SOCKET" });
}
