/** Secrets as variables: which ones a person named, and whether each can be one. */
import { done, fail, type Result } from "../../base/result.ts";
import { absent, type Contents, entryNamed, isOwnName, isVariableName, variableOf } from "../../proof/vault/vault.ts";

export type Choice = {
  readonly with?: readonly string[] | undefined;
  readonly category?: string | undefined;
  readonly all?: boolean | undefined;
};

type Variable = readonly [name: string, value: string];

/** What is named has to be there and fit; of many, those whose name cannot be a variable's are left out. */
export function chosenVariables(contents: Contents, { with: names = [], category, all }: Choice): Result<readonly Variable[]> {
  if (names.length === 0 && category === undefined && all !== true) return fail(nothingChosen);
  const missing = names.find((name) => isOwnName(name) || entryNamed(contents, name) === undefined);
  if (missing !== undefined) return absent(missing);
  const isChosen = (name: string, kind: string): boolean =>
    names.includes(name) || (isVariableName(name) && (all === true || (category !== undefined && kind === category)));
  const variables: Variable[] = [];
  for (const entry of contents.filter(({ name, category: kind }) => isChosen(name, kind))) {
    const variable = variableOf(entry);
    if (!variable.ok) return variable;
    variables.push(variable.value);
  }
  return done(variables);
}

const nothingChosen = {
  code: "vault.choice",
  what: "no secret was chosen",
  follows: "nothing was handed out",
  todo: "name them: `--with NAME…`, `--category WORD` or `--all`",
};
