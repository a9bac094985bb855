/** Builds the policies of organisation and user whenever they change, so that no hook has to. */
import { Gauge } from "prom-client";
import { type Fault, sentenceOf } from "../../base/fault.ts";
import { done } from "../../base/result.ts";
import type { PolicyFault } from "../../guard/guard.ts";
import { watchFolders } from "../../hosts/node/node.ts";
import { type BuiltLayer, buildPolicies } from "../policy/building.ts";
import { standingPlaces } from "../policy/places.ts";
import type { Duty, DutyContext, Health, RunningDuty } from "./duty.ts";

/** An editor writes in several steps. */
const quietMs = 500;
/** What stirs unseen is found by then. */
const lookMs = 600_000;
/** What a build writes itself does not ring. */
const sources = /\.(?:rego|ya?ml)$|^(?:policy|tools)$/;

export const policyDuty: Duty = {
  name: "policy",
  start: async (context) => done(await keepBuilt(context)),
};

async function keepBuilt({ root, around, guard, timers, log, metrics }: DutyContext): Promise<RunningDuty> {
  let [layers, fault, timer, isOver]: [readonly BuiltLayer[], Fault | undefined, unknown, boolean] = [[], undefined, undefined, false];
  const broken = new Gauge({ name: "sheepdog_policy_broken_layers", help: "layers of policy that do not load", registers: [metrics] });
  const folders = watchFolders((name) => {
    if (name === null || sources.test(name)) later(quietMs);
  });
  const later = (ms: number): void => {
    timers.stop(timer);
    if (!isOver) timer = timers.start(() => void build(), ms);
  };
  const build = async (): Promise<void> => {
    // Aimed before it is built: what changes in between is seen by the next look.
    folders.aim(standingPlaces({ root: root.folder, home: around.home }).flatMap(({ folder }) => [`${folder}/policy`, `${folder}/tools`]));
    const built = await buildPolicies({ root, home: around.home, guard });
    const before = brokenText(layers);
    fault = built.ok ? undefined : built.fault;
    layers = built.ok ? built.value : layers;
    broken.set(layers.filter(({ state }) => state === "broken").length);
    for (const { name, state } of layers) if (state === "built") log.info(`the ${name}'s policies were built`);
    if (brokenText(layers) !== before) log.warn(brokenText(layers) || "all policies load again");
    if (fault !== undefined) log.warn(`the policies could not be built: ${sentenceOf(fault)}`);
    later(lookMs);
  };
  await build();
  return {
    health: () => healthOf(layers, fault),
    stop: () => {
      isOver = true;
      timers.stop(timer);
      folders.close();
      return Promise.resolve();
    },
  };
}

function healthOf(layers: readonly BuiltLayer[], fault: Fault | undefined): Health {
  if (fault !== undefined) return { is: "waiting", why: sentenceOf(fault) };
  const text = brokenText(layers);
  if (text !== "") return { is: "waiting", why: text };
  const built = layers.filter(({ state }) => state === "built" || state === "unchanged").map(({ name }) => name);
  return { is: "well", about: built.length === 0 ? "nobody has added any" : `built for ${built.join(" and ")}` };
}

function placed({ file, line, column, what }: PolicyFault): string {
  return `\`${file}:${line}:${column}\`: ${what}`;
}

/** What follows is the guard's to say, and it does: every call with an effect is blocked until they load. */
function brokenText(layers: readonly BuiltLayer[]): string {
  return layers
    .filter(({ state }) => state === "broken")
    .map(({ name, faults }) => `the ${name}'s policies do not load: ${faults[0] === undefined ? "nobody can say why" : placed(faults[0])}`)
    .join("; ");
}
