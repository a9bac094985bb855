/** Carries out what tools let run: each run gets a scene of its own, and what it does is put on record there. */
import { limits } from "../../limits.ts";
import { literal, type Flow, listValue } from "../../shell/value.ts";
import { addEffect, isExhausted, noFindings } from "../walk/findings.ts";
import { merged, noFlow } from "../describing/flows.ts";
import { groundElsewhere } from "../places/ground.ts";
import type { Invocation } from "../walk/invocation.ts";
import type { Run } from "./run.ts";
import { copyOf, firstScene, type Reading, type Scene } from "../walk/scene.ts";
import { runFile, runInput, runText } from "./texts.ts";

type Ordered = { readonly invocation: Invocation; readonly runs: readonly Run[] };

export function runAll(reading: Reading, scene: Scene, { invocation, runs }: Ordered): Flow {
  return merged(
    runs.map((run) => {
      if (run.placed === true) return runPlaced(reading, scene, { invocation, run });
      if (run.on === undefined) return runOne(reading, sceneOf(scene, invocation, run), { invocation, run });
      const stdin = sentThere(reading, run.stdin ?? invocation.stdin);
      const inner = { ...sceneOf(scene, invocation, run), stdin };
      return runOne(readingThere(reading, run), inner, { invocation, run });
    }),
  );
}

/**
 * What stands in a Makefile, a package script or a hook counts as far as it can be told, and has a share of the commands that are
 * walked. What is left over is what any program may do that nobody reads, and no reason to stop everyday work.
 */
function runPlaced(reading: Reading, scene: Scene, { invocation, run }: One): Flow {
  const before = reading.findings;
  if (scene.via.includes(run.via) || isExhausted(before)) return { from: "unread" };
  const start = Math.max(before.commands, limits.commands - placedCommands);
  const findings = { ...noFindings(), commands: start, parsedChars: before.parsedChars, programs: before.programs };
  const flow = runOne({ ...reading, findings }, sceneOf(scene, invocation, run), { invocation, run });
  before.commands += Math.min(findings.commands, limits.commands) - start;
  before.parsedChars = Math.min(findings.parsedChars, limits.parsedChars);
  for (const effect of findings.effects) if (effect.target.scope !== "unknown") addEffect(before, effect);
  return flow;
}

/** Commands walked of one such text. More: the rest of it is not read. */
const placedCommands = 400;

type One = { readonly invocation: Invocation; readonly run: Run };

function runOne(reading: Reading, scene: Scene, { invocation, run }: One): Flow {
  const inner = { ...invocation, stdin: scene.stdin };
  switch (run.as) {
    case "words":
      return reading.walk.words(reading, scene, { ...inner, words: run.words });
    case "shell":
      return runText(reading, scene, { ...inner, text: run.text, language: "shell" });
    case "file":
      return runFile(reading, scene, { ...inner, text: run.path, language: run.language });
    case "code":
      return runText(reading, scene, { ...inner, text: run.text, language: run.language });
    case "input":
      return runInput(reading, scene, { ...inner, language: run.language });
  }
}

function sceneOf(scene: Scene, invocation: Invocation, run: Run): Scene {
  const there = run.on === undefined ? copyOf(scene) : sceneThere(scene);
  if ("args" in run && run.args !== undefined) there.variables.set("@", listValue(run.args));
  for (const [name, value] of run.variables ?? []) {
    there.variables.set(name, value);
    there.exported.set(name, true);
  }
  if (run.folder !== undefined) there.here.cwd = run.folder;
  return {
    ...there,
    stdin: run.stdin ?? invocation.stdin,
    certainty: run.certainty ?? scene.certainty,
    via: [...scene.via, run.via],
    depth: scene.depth + 1,
    within: invocation.span,
    left: [],
  };
}

/** Nothing that holds here holds there. */
function sceneThere(scene: Scene): Scene {
  const there = firstScene({ cwd: "/", home: "/" });
  there.here.cwd = { ...literal("."), known: false };
  there.variables.set("HOME", { ...literal("~"), known: false });
  return { ...there, certainty: scene.certainty };
}

function readingThere(reading: Reading, { on, mounts = [], fresh }: Run): Reading {
  return on === undefined
    ? reading
    : { ...reading, written: new Map(), ground: groundElsewhere(reading.ground, on, { mounts, fresh: fresh === true }) };
}

/** A file of this machine that is fed to somebody elsewhere is read here. */
function sentThere(reading: Reading, stdin: Flow | undefined): Flow | undefined {
  const { ground } = reading;
  if (stdin?.pieces !== undefined) return merged(stdin.pieces.map((piece) => sentThere(reading, piece) ?? piece));
  if (stdin?.file === undefined) return stdin;
  const text = ground.world.text(stdin.file, limits.shellBytes);
  const entry = ground.world.entry(stdin.file);
  if (entry.known && entry.value.kind === "absent") return noFlow;
  const { file: _, ...rest } = stdin;
  return text.known && text.value.whole ? { ...rest, from: "project", text: text.value.text } : rest;
}
