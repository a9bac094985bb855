/** Redirects: files that a command writes although it does not name them, and what is fed to it. */
import type { Redirection } from "../../shell/shell.ts";
import { type Flow, literal, someNumber, type Value } from "../../shell/value.ts";
import { expandWhole, type Lookup } from "../../shell/words.ts";
import { fileRead, fileWrite, type Part, request } from "../describing/deeds.ts";
import { cargoOf, noFlow } from "../describing/flows.ts";
import { say } from "./invocation.ts";
import { lookupIn } from "./lookup.ts";
import { feed } from "./receivers.ts";
import { type Reading, type Scene, setVariable, spanOf } from "./scene.ts";
import { contentOf, remember } from "./written.ts";

/** What the redirects of one command make of its input and output. */
export type Redirected = {
  /** What its descriptors give to whoever reads them; without `0` it reads what its surroundings read. */
  readonly inputs: ReadonlyMap<string, Flow>;
  readonly outputs: readonly Output[];
};

type Output = { readonly redirect: File; readonly path: Value; readonly append: boolean };
type File = Extract<Redirection, { type: "Redirect" }>;

/** Runs the command with its redirects in place: files are opened before it runs, and hold what it wrote afterwards. */
export function redirecting(reading: Reading, scene: Scene, redirects: readonly Redirection[]): Redirected {
  if (redirects.length === 0) return none;
  const inputs = new Map<string, Flow>();
  const outputs: Output[] = [];
  for (const redirect of redirects) {
    const number = numberOf(scene, redirect);
    if (redirect.type !== "Redirect") {
      const fed = fedText(redirect, reading, scene);
      if (fed !== undefined) inputs.set(number, fed);
    } else if (redirect.target !== undefined) {
      const path = expandWhole(redirect.target, lookupIn(reading, scene));
      const fed = fedBy(reading, scene, { redirect, path, inputs, outputs });
      if (fed !== undefined) inputs.set(number, fed);
      if (redirect.operator.includes(">") && !isDescriptor(redirect, path))
        outputs.push({ redirect, path, append: redirect.operator.includes(">>") });
    }
  }
  for (const output of outputs) sayOutput(reading, scene, output);
  return { inputs, outputs };
}

const none: Redirected = { inputs: new Map(), outputs: [] };

/** What somebody reads who runs with them. */
export function inputOf(scene: Scene, { inputs }: Redirected): Flow | undefined {
  return inputs.get("0") ?? scene.descriptors.get("0") ?? scene.stdin;
}

/** The scene in which they hold. */
export function opened(scene: Scene, { inputs }: Redirected): Scene {
  if (inputs.size === 0) return scene;
  const descriptors = new Map([...scene.descriptors, ...inputs]);
  const stdin = descriptors.get("0") ?? scene.stdin;
  descriptors.delete("0");
  return { ...scene, stdin, descriptors };
}

/** `exec` without a program: they hold from here on. What is written there later is not followed. */
export function keepOpen(scene: Scene, { inputs }: Redirected): Flow {
  for (const [number, flow] of inputs) scene.descriptors.set(number, flow);
  return { from: "unread" };
}

function numberOf(scene: Scene, { descriptor }: Redirection): string {
  if (descriptor === undefined) return "0";
  if (descriptor.type === "FileDescriptor") return String(descriptor.value);
  setVariable(scene, descriptor.name, someNumber(`$${descriptor.name}`));
  return `$${descriptor.name}`;
}

type Feeding = Pick<Output, "redirect" | "path"> & { readonly inputs: ReadonlyMap<string, Flow>; readonly outputs: readonly Output[] };

/** Whoever is connected to another machine reads what that one says. */
function fedBy(reading: Reading, scene: Scene, { redirect, path, inputs, outputs }: Feeding): Flow | undefined {
  const { operator, descriptor } = redirect;
  const address = addressIn(path);
  if (operator === "<" || operator === "<>") {
    if (address === undefined) {
      if (operator === "<") say(at(reading, scene, redirect), fileRead(path, { ground: reading.ground, cwd: scene.here.cwd }));
      return contentOf(reading, scene, path);
    }
    if (operator === "<") say(at(reading, scene, redirect), sent(address, noFlow));
    return { from: "remote", origin: address };
  }
  const isInput = operator === "<&" || (operator === ">&" && descriptor?.type === "FileDescriptor" && descriptor.value === 0);
  if (!isInput) return undefined;
  const number = path.text.replace(/-$/, "");
  const connected = outputs.map((output) => addressIn(output.path)).find((one) => one !== undefined);
  if (/^[12]$/.test(number) && connected !== undefined) return { from: "remote", origin: connected };
  return inputs.get(number) ?? scene.descriptors.get(number) ?? (number === "0" ? undefined : { from: "unread" });
}

function fedText(redirect: Exclude<Redirection, File>, reading: Reading, scene: Scene): Flow | undefined {
  const lookup = lookupIn(reading, scene);
  if (redirect.type === "HereString") return redirect.target === undefined ? undefined : flowOf(expandWhole(redirect.target, lookup), "\n");
  const { body, delimiter, operator } = redirect;
  const flow =
    delimiter?.quoted === true || body.parts === undefined ? ({ from: "call", text: body.text } as const) : expandedBody(body, lookup);
  // `<<-` takes away the tabs in front of each line.
  return operator === "<<-" && flow.text !== undefined ? { ...flow, text: flow.text.replace(/^\t+/gm, "") } : flow;
}

function expandedBody({ parts, pos, end, text }: Extract<Redirection, { type: "HereDoc" }>["body"], lookup: Lookup): Flow {
  return flowOf(expandWhole({ type: "Word", text: "", value: text, ...(parts === undefined ? {} : { parts }), pos, end }, lookup), "");
}

function flowOf(value: Value, end: string): Flow {
  if (value.known) return { from: value.flow?.from ?? "call", text: value.text + end };
  return value.flow ?? { from: "unread", origin: value.text };
}

function isDescriptor(redirect: File, path: Value): boolean {
  return redirect.operator === ">&" && (/^(\d+-?|-)$/.test(path.text) || (!path.known && path.shape === "[0-9]*"));
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
    if (isOwnOutput(path)) continue;
    if (!isError) left = noFlow;
    const address = addressIn(path);
    if (address !== undefined) say(at(reading, scene, redirect), sent(address, written));
    else if (path.text.startsWith("/dev/fd/")) feed(reading, path, written);
    else if (!path.text.startsWith("/dev/")) remember(reading, scene, { path, flow: written, append });
  }
  return left;
}

/** The output that it has anyway, by one of its names. */
function isOwnOutput({ text }: Value): boolean {
  return /^(\/dev\/(stdout|fd\/1)|\/proc\/(self|thread-self|\d+)\/fd\/1)$/.test(text);
}

/** The shell itself connects to `/dev/tcp/HOST/PORT`. */
function addressIn(path: Value): string | undefined {
  return /^\/dev\/((?:tcp|udp)\/.+)$/.exec(path.text)?.[1];
}

function sent(address: string, flow: Flow): Part {
  return request(literal(address), { carrying: cargoOf(flow), method: "SOCKET" });
}
