/** Does a command print every variable that programs inherit? Keys and tokens are among them. */
import type { Value } from "../../shell/value.ts";

const listers: ReadonlySet<string> = new Set(["env", "printenv", "export", "declare", "typeset", "set"]);

/** `env`, `printenv`, `export -p`, `declare -x`, `set`. */
export function listsEnvironment([program, ...words]: readonly Value[]): boolean {
  if (program === undefined || !listers.has(program.text)) return false;
  const texts = words.map((word) => word.text);
  switch (program.text) {
    case "env":
      return texts.every((text) => /^(-0|--null|-v|\w+=.*)$/s.test(text));
    case "printenv":
      return texts.every((text) => text.startsWith("-") || isCalledSecret(text));
    case "export":
    case "declare":
    case "typeset":
      return texts.every((text) => /^-[px]+$/.test(text));
    case "set":
      return texts.length === 0;
    default:
      return false;
  }
}

function isCalledSecret(name: string): boolean {
  return /SECRET|TOKEN|PASSW|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIAL/i.test(name);
}
