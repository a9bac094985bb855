/** One fault at a time in the refusal of a guard: what a crash, a full disk, a bad cable or a careless neighbour would make of it. */
import type { Answer } from "../../../src/agents/agents.ts";
import type { Chance } from "../../lib/random.ts";
import type { Ended } from "./reading.ts";

export type Fault = { readonly what: string; readonly ended: Ended };

export function faultIn(answer: Answer, chance: Chance): Fault {
  const whole: Ended = { stdout: Buffer.from(answer.stdout), stderr: Buffer.from(answer.stderr), exit: answer.exit, inTime: true };
  return chance.of(kinds)(whole, chance);
}

type Make = (whole: Ended, chance: Chance) => Fault;

const lostStdout: Make = (whole) => ({ what: "stdout is lost", ended: { ...whole, stdout: Buffer.alloc(0) } });
const lostStderr: Make = (whole) => ({ what: "stderr is lost", ended: { ...whole, stderr: Buffer.alloc(0) } });

const cut = (text: Buffer, chance: Chance): Buffer => text.subarray(0, chance.below(text.length));

/** One bit of one byte is another. */
function flipped(text: Buffer, chance: Chance): Buffer {
  const bytes = Buffer.from(text);
  const at = chance.below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8));
  return bytes;
}

const noises = [
  "news",
  "\n",
  " ",
  "{}",
  "{}\n",
  "null\n",
  "0",
  "[]",
  '{"decision":"allow"}',
  '{"continue":true}',
  "\u0000",
  "\uFEFF",
  "%",
  "'",
];

function noise(chance: Chance): Buffer {
  return Buffer.from(chance.of(noises));
}

const encodings: readonly (readonly [what: string, encode: (text: Buffer) => Buffer])[] = [
  ["UTF-16", (text) => Buffer.from(text.toString("utf8"), "utf16le")],
  ["UTF-8 with a mark", (text) => Buffer.concat([Buffer.from("\uFEFF"), text])],
  ["base64", (text) => Buffer.from(text.toString("base64"))],
  ["a JSON string", (text) => Buffer.from(JSON.stringify(text.toString("utf8")))],
  ["lines that end as on Windows", (text) => Buffer.from(text.toString("utf8").replaceAll(",", ",\r\n"))],
];

const kinds: readonly Make[] = [
  lostStdout,
  lostStderr,
  (whole) => ({ what: "the exit code is lost", ended: { ...whole, exit: 0 } }),
  (whole, chance) => otherExit(whole, chance.of([0, 1, 3 + chance.below(253)])),
  (whole, chance) => ({ what: "stdout is cut", ended: { ...whole, stdout: cut(whole.stdout, chance) } }),
  (whole, chance) => ({ what: "stderr is cut", ended: { ...whole, stderr: cut(whole.stderr, chance) } }),
  (whole, chance) => ({ what: "a bit of stdout is another", ended: { ...whole, stdout: flipped(whole.stdout, chance) } }),
  (whole, chance) => ({ what: "a bit of stderr is another", ended: { ...whole, stderr: flipped(whole.stderr, chance) } }),
  (whole) => ({ what: "a signal ends it after it answered", ended: { ...whole, exit: null } }),
  (whole, chance) => ({ what: "a signal ends it while it answers", ended: { ...whole, stdout: cut(whole.stdout, chance), exit: null } }),
  (whole) => ({
    what: "a signal ends it before it answers",
    ended: { ...whole, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0), exit: null },
  }),
  (whole, chance) => crashed(whole, 1 + chance.below(255)),
  (whole, chance) => ({ what: "something stands before it", ended: { ...whole, stdout: Buffer.concat([noise(chance), whole.stdout]) } }),
  (whole, chance) => ({ what: "something stands behind it", ended: { ...whole, stdout: Buffer.concat([whole.stdout, noise(chance)]) } }),
  (whole, chance) => ({ what: "something else stands in its place", ended: { ...whole, stdout: noise(chance) } }),
  encoded,
];

function otherExit(whole: Ended, exit: number): Fault {
  return { what: `its exit code is ${exit}`, ended: { ...whole, exit } };
}

function crashed(whole: Ended, exit: number): Fault {
  return { what: `it ends with ${exit} and says nothing`, ended: { ...whole, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0), exit } };
}

function encoded(whole: Ended, chance: Chance): Fault {
  const [what, encode] = chance.of(encodings);
  return { what: `stdout is in ${what}`, ended: { ...whole, stdout: encode(whole.stdout) } };
}
