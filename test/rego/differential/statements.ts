/** Statements at random: what a body claims, and which variables have a value after it. */
import { collectionOf, constantOf, inputOf, leafOf, termOf, type Setting } from "./terms.ts";

export type Body = { readonly statements: readonly string[]; readonly variables: readonly string[] };

type Made = { readonly text: string; readonly adds?: readonly string[] };

export function bodyOf(setting: Setting, length: number): Body {
  const variables = [...setting.variables];
  const statements: string[] = [];
  for (let index = 0; index < length; index++) {
    const { text, adds = [] } = statementOf({ ...setting, variables: [...variables] });
    // OPA takes a body for unsafe in which a statement stands twice and waits for a variable.
    if (statements.includes(text)) continue;
    statements.push(text);
    variables.push(...adds);
  }
  return { statements: maybeTurned(setting, statements), variables };
}

/** Now and then in another order, which must not matter. */
function maybeTurned({ chance }: Setting, statements: readonly string[]): string[] {
  const mayTurn = !statements.some((statement) => statement.startsWith("some ") || statement.includes(":="));
  return mayTurn && chance.below(2) === 0 ? statements.toReversed() : [...statements];
}

function statementOf(setting: Setting): Made {
  return setting.chance.of(forms)(setting);
}

const forms: readonly ((setting: Setting) => Made)[] = [
  (setting) => binding(setting, (name) => `${name} := ${termOf(setting)}`),
  (setting) => binding(setting, (name) => `${name} = ${termOf(setting)}`),
  (setting) => binding(setting, (name) => `some ${name} in ${collectionOf(setting)}`),
  (setting) =>
    binding(setting, (name) => `${inputOf(setting)} = ${setting.chance.of([`[${name}, _]`, `{"a": ${name}}`, `[_, ${name}, 3]`])}`),
  (setting) => binding(setting, (name) => `input.${setting.chance.of(["list", "object", "matrix", "object.a"])}[${name}]`),
  enumeration,
  comparison,
  comparison,
  (setting) => ({ text: termOf(setting) }),
  // OPA takes a body that is `not true` and nothing else for `true`, where a head has to be worked out.
  (setting) => ({
    text: `not ${plainOf(setting)
      .replaceAll("[_]", "[0]")
      .replace(/^true$/, "false")}`,
  }),
  membership,
  every,
  replaced,
];

function binding(setting: Setting, text: (name: string) => string): Made {
  const name = freshName(setting);
  return { text: text(name), adds: [name] };
}

function freshName({ chance, variables }: Setting): string {
  return `v${variables.length}${chance.of([..."abcdefgh"])}${chance.below(90)}`;
}

function enumeration(setting: Setting): Made {
  const [key, value] = [freshName(setting), freshName(setting)];
  return { text: `some ${key}, ${value} in ${collectionOf(setting)}`, adds: [key, value] };
}

function comparison(setting: Setting): Made {
  const left = setting.chance.below(8) === 0 ? leafOf(setting) : inputOf(setting);
  return { text: `${left} ${setting.chance.of(["==", "!=", "<", "<=", ">", ">=", "="])} ${termOf(setting)}` };
}

function plainOf(setting: Setting): string {
  return setting.chance.of([() => termOf(setting), () => comparison(setting).text, () => replaced(setting).text])();
}

/**
 * Where constants stand in a list or an object beside what is not constant, OPA's index of rules knows the constants alone, and passes over rules
 * that another member would have made hold. It looks at statements that are a membership and nothing else.
 */
function membership(setting: Setting): Made {
  const [member, collection] = [termOf(setting), collectionOf(setting)];
  const text = `${member} in ${collection}`;
  return { text: /^\[|^\{"k": /.test(collection) ? `true == (${text})` : text };
}

function every(setting: Setting): Made {
  const name = freshName(setting);
  const inside = { ...setting, variables: [...setting.variables, name], depth: Math.min(1, setting.depth) };
  return { text: `every ${name} in ${collectionOf(setting)} { ${name} = ${name}; ${comparison(inside).text} }` };
}

function replaced(setting: Setting): Made {
  const { chance, rules } = setting;
  const targets = ["input.a", "input.list", "input", "input.object.a", "count", "input.new.path", ...rules.map((rule) => `data.p.${rule}`)];
  const target = chance.of(targets);
  // What stands for a function is worked out by OPA when it is called, by ours before: where it is undefined, the two differ.
  const value = target === "count" || chance.below(2) === 0 ? constantOf(chance) : leafOf(setting);
  return { text: `${comparison(setting).text} with ${target} as ${value}` };
}
