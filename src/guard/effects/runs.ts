/** Carries out what tools let run: each run gets a scene of its own, and what it does is put on record there. */
import { literal, type Flow, listValue } from "../shell/value.ts";
import { merged } from "./flows.ts";
import { groundElsewhere } from "./ground.ts";
import type { Invocation } from "./invocation.ts";
import type { Run } from "./run.ts";
import { copyOf, firstScene, type Reading, type Scene } from "./scene.ts";
import { runFile, runInput, runText } from "./texts.ts";

type Ordered = { readonly invocation: Invocation; readonly runs: readonly Run[] };

export function runAll(reading: Reading, scene: Scene, { invocation, runs }: Ordered): Flow {
  return merged(
    runs.map((run) => {
      const there = run.on === undefined ? reading : readingThere(reading, run.on);
      return runOne(there, sceneOf(scene, invocation, run), { invocation, run });
    }),
  );
}

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
  for (const [name, value] of run.variables ?? []) there.variables.set(name, value);
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

function readingThere(reading: Reading, on: NonNullable<Run["on"]>): Reading {
  return { ...reading, written: new Map(), ground: groundElsewhere(reading.ground, on) };
}
