/** Text that a shell is about to run: `sh -c`, a script file, standard input, `eval`, `source`. */
import { absolutePath } from "../../base/path.ts";
import { limits } from "../limits.ts";
import type { Flow, Value } from "../shell/value.ts";
import { type Invocation, occasion, say } from "./invocation.ts";
import { has, readLine, valuesOf } from "./options.ts";
import { copyOf, type Reading, type Scene } from "./scene.ts";

const shape = { short: "cOo", long: ["rcfile", "init-file"] };

export function runShell(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const line = readLine(invocation.words.slice(1), shape, true);
  const name = `${(invocation.words[0] as Value).text}`;
  const inner = copyOf(scene, { within: invocation.span, depth: scene.depth + 1, stdin: invocation.stdin });
  if (has(line, "c")) {
    const [text] = valuesOf(line, "c");
    line.operands.forEach((word, position) => inner.variables.set(String(position), word));
    return runValue(reading, { ...inner, via: [...scene.via, `${name} -c`] }, { ...invocation, text });
  }
  const script = has(line, "s") ? undefined : line.operands[0];
  if (script !== undefined) return runFile(reading, { ...inner, via: [...scene.via, name] }, { ...invocation, text: script });
  return runFlow(reading, { ...inner, via: [...scene.via, name] }, invocation);
}

export function runEval(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const words = invocation.words.slice(1);
  const flow = words.find((word) => word.flow !== undefined)?.flow;
  const text: Value = {
    text: words.map((word) => word.text).join(" "),
    known: words.every((word) => word.known),
    glob: false,
    ...(flow === undefined ? {} : { flow }),
  };
  const inner = { ...scene, within: invocation.span, depth: scene.depth + 1, via: [...scene.via, "eval"] };
  const result = runValue(reading, inner, { ...invocation, text });
  scene.cwd = inner.cwd;
  return result;
}

export function runSource(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const text = invocation.words[1];
  const inner = { ...scene, within: invocation.span, depth: scene.depth + 1, via: [...scene.via, "source"] };
  return runFile(reading, inner, { ...invocation, text });
}

type TextRun = Invocation & { readonly text: Value | undefined };

function runValue(reading: Reading, scene: Scene, run: TextRun): Flow {
  const { text } = run;
  if (text === undefined) return { from: "call", text: "" };
  if (text.known && text.flow?.from !== "download") return reading.walk.text(reading, scene, text.text);
  return runUnread(reading, scene, { ...run, flow: text.flow ?? { from: "unread", origin: text.text } });
}

/** A script on disk is read; one that a substitution feeds (`<(…)`) is that flow. */
function runFile(reading: Reading, scene: Scene, run: TextRun): Flow {
  const file = run.text;
  if (file === undefined) return { from: "call", text: "" };
  if (file.flow !== undefined) return runFlow(reading, scene, { ...run, stdin: file.flow });
  if (!file.known || !scene.cwd.known) return runUnread(reading, scene, { ...run, flow: { from: "unread", origin: file.text } });
  const path = absolutePath(file.text, scene.cwd.text);
  const script = reading.ground.world.text(path, limits.shellBytes);
  if (script.known && script.value.whole) return reading.walk.text(reading, { ...scene, via: [...scene.via, path] }, script.value.text);
  const entry = reading.ground.world.entry(path);
  if (entry.known && entry.value.kind === "absent") return { from: "unread" };
  return runUnread(reading, scene, { ...run, flow: { from: "unread", origin: path } });
}

function runFlow(reading: Reading, scene: Scene, invocation: Invocation): Flow {
  const flow = invocation.stdin;
  if (flow === undefined) return { from: "unread" };
  if (flow.text !== undefined && flow.from !== "download") return reading.walk.text(reading, { ...scene, stdin: undefined }, flow.text);
  return runUnread(reading, scene, { ...invocation, flow });
}

/** Code that decides what happens and that we cannot read. */
function runUnread(reading: Reading, scene: Scene, run: Invocation & { readonly flow: Flow }): Flow {
  const { from, origin } = run.flow;
  const target = {
    name: origin ?? "standard input",
    scope: from === "download" ? ("remote" as const) : ("unknown" as const),
    known: from === "download",
  };
  say(occasion(reading, scene, run), { kind: "execute", from: from === "download" ? "download" : "unread", target, loss: "unknown" });
  if (from !== "download")
    reading.findings.doubts.push({ code: "unread-code", what: `code that comes from \`${target.name}\``, span: run.span });
  return { from: "unread" };
}
