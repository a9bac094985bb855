/** JavaScript and TypeScript: what the evaluator asks of them. */
import { parser } from "@lezer/javascript";
import { itemsOf, number, numberOf, text, truth, truthOf, type Datum } from "../datum.ts";
import type { Dialect } from "../dialect.ts";
import { concatenated } from "../operators.ts";
import { javascriptApis } from "./apis.ts";
import { lowerJavascript } from "./lower.ts";
import { quickParser } from "../quick-parser.ts";
import { sample } from "./sample.ts";
import { javascriptProperties, javascriptValues, textIn } from "./values.ts";

const start = quickParser(parser.configure({ dialect: "ts jsx" }), sample);

export const javascript: Dialect = {
  language: "javascript",
  parse: (code, budget) => lowerJavascript(code, { start, budget }),
  apis: new Map([...javascriptValues, ...javascriptApis]),
  properties: new Map(javascriptProperties),
  nameOf,
  unset: () => undefined,
  binary,
  unary,
  quiet:
    /^(?:<|JSON\.|Math\.|Date|Object\.|Array\.|Number\.|String\.|Symbol|Map|Set|Promise|RegExp|Error|TypeError|URL|isNaN|encodeURI|crypto\.|path\.|os\.|util\.|url\.|querystring\.|process\.(?:hrtime|memoryUsage|uptime|exit))/,
  strong: /^(?:fs|child_process|process|vm|globalThis|)$/,
  maker: "constructor",
};

/** Several ways lead to the same library, and to each of its functions. */
function nameOf(name: string): string {
  const short = name
    .replace(/^(?:(?:globalThis|global|window|self)\.)+/, "")
    .replace(/^node:/, "")
    .replace(
      /^.*\bmainModule\.require\b|^(?:module|require\.main|process\.mainModule)\.(?:constructor\._load|_load|require|constructor\.createRequire)$|^process\.getBuiltinModule$/,
      "require",
    )
    .replace(/^(?:import\.meta\.require|require\.call)$/, "require");
  if (/^[A-Za-z_$][\w$.]*\.constructor$/.test(short) && short !== "module.constructor") return "Function";
  return short
    .replace(/^(?:fs-extra|graceful-fs|original-fs|memfs)\b/, "fs")
    .replace(/^(fs|dns|timers|stream)(?:\/promises|\.promises)\b/, "$1")
    .replace(/^(fs|child_process|zlib|Deno|Bun)\.(\w+?)Sync$/, "$1.$2")
    .replace(/^process\.env\.(?=$)/, "process.env")
    .replace(/\.default(?=\.|$)/, "")
    .replace(/^(cross-spawn)\.spawn$/, "$1");
}

/** `+` makes a text of everything that is no number. */
function binary(operator: string, left: Datum, right: Datum): Datum | undefined {
  if (operator !== "+" || (isCounted(left) && isCounted(right))) return undefined;
  const [one, other] = [left, right].map((datum): Datum => {
    const content = datum.kind === "text" ? undefined : textIn(datum);
    return content === undefined ? datum : text(content);
  });
  return concatenated(one as Datum, other as Datum);
}

function isCounted(datum: Datum): boolean {
  return datum.kind === "number" || datum.kind === "truth";
}

function unary(operator: string, operand: Datum): Datum | undefined {
  if (operator === "!") {
    if (["list", "table", "function", "class", "method"].includes(operand.kind)) return truth(false);
    const holds = operand.kind === "text" && operand.value.known ? operand.value.text !== "" : truthOf(operand);
    return holds === undefined ? undefined : truth(!holds);
  }
  if (operator === "+" && numberOf(operand) === undefined) {
    const content = textIn(operand);
    const value = content === undefined || operand.kind === "nothing" ? Number.NaN : Number(content);
    return Number.isNaN(value) ? (itemsOf(operand) === undefined ? undefined : number(0)) : number(value);
  }
  return operator === "void" ? { kind: "nothing" } : undefined;
}
