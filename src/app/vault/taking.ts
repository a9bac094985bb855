/** Values taken in: from standard input, a descriptor or a person, and never from words of the command line. */
import { done, fail, type Result } from "../../base/result.ts";
import { askHidden, isTerminal, nodeLocksmith, readDescriptor } from "../../hosts/node/node.ts";
import { hexOf } from "../../base/hex.ts";

export type ValueSource = {
  readonly valueFd?: number | undefined;
  readonly generate?: boolean | undefined;
  readonly exact?: boolean | undefined;
};

const generatedBytes = 32;

/** One newline at the end is that of the line, unless every byte is meant. */
export async function takeValue(name: string, { valueFd, generate, exact }: ValueSource): Promise<Result<Uint8Array>> {
  if (generate === true) return done(new TextEncoder().encode(hexOf(nodeLocksmith.random(generatedBytes))));
  if (valueFd === undefined && isTerminal(0)) {
    const typed = askHidden(`value of ${name}: `);
    return typed.ok ? done(new TextEncoder().encode(typed.value)) : typed;
  }
  const read = readDescriptor(valueFd ?? 0);
  if (!read.ok || exact === true || read.value.at(-1) !== newline) return read;
  return done(read.value.slice(0, -1));
}

const newline = 0x0a;

/** A number that names an open file, as the options want it. */
export function descriptorNumber(word: string): Result<number> {
  return /^\d{1,4}$/.test(word) ? done(Number(word)) : fail({ code: "option.number", what: `\`${word}\` is no file descriptor` });
}
