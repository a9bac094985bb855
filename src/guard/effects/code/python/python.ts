/** Python: what the evaluator asks of it. */
import { parser } from "@lezer/python";
import { itemsOf, joined, madeFrom, object, textOf, valueOf, type Datum, type TextDatum } from "../datum.ts";
import type { Dialect } from "../dialect.ts";
import { literal, type Value } from "../../../shell/value.ts";
import { pathJoined } from "../paths.ts";
import { pythonApis, pythonProperties as machineProperties } from "./apis.ts";
import { pythonBuiltins } from "./builtins.ts";
import { lowerPython } from "./lower.ts";
import { quickParser } from "../quick-parser.ts";
import { sample } from "./sample.ts";
import { pythonProperties, pythonTexts } from "./texts.ts";

const start = quickParser(parser, sample);

export const python: Dialect = {
  language: "python",
  parse: (code, budget) => lowerPython(code, { start, budget }),
  apis: new Map([...pythonBuiltins, ...pythonTexts, ...pythonApis]),
  properties: new Map([...pythonProperties, ...machineProperties]),
  nameOf,
  unset: () => undefined,
  binary,
  quiet:
    /^(?:<|json\.|re\.|math\.|str|int|float|len|sum|min|max|any|all|abs|round|sorted|isinstance|type|hasattr|id|hash|divmod|pow|format|datetime\.|time\.|random\.|itertools\.|functools\.|collections\.|hashlib\.|uuid\.|string\.|os\.path\.|os\.get|decimal\.|statistics\.|platform\.|ast\.literal_eval|csv\.|urllib\.parse\.|struct\.|operator\.|sys\.)/,
  strong: /^(?:os|posix|nt|subprocess|shutil|builtins|pty|ctypes|)$/,
  maker: "__init__",
  selfFirst: true,
  ownNames: true,
};

/** Several ways lead to the same library. */
function nameOf(name: string): string {
  return name
    .replace(/^(?:__builtins__|__builtin__|builtins)\.(?:__dict__\.)?(?=\w)/, "")
    .replace(/^(?:__builtins__|__builtin__)$/, "builtins")
    .replace(/^.*\.__globals__$/, "globals")
    .replace(/\.__dict__$|\.__getattr__$/, "")
    .replace(/^(?:os\.sys|sys)\.modules\.(.+)$/, "$1")
    .replace(/^(?:\w+\.)*_?(os)(?=\.(?:system|popen|remove|unlink|exec\w+|spawn\w+)$)/, "$1")
    .replace(/^os\.subprocess\./, "subprocess.")
    .replace(/\.__call__$/, "");
}

function binary(operator: string, left: Datum, right: Datum): Datum | undefined {
  if (operator === "/" && left.kind === "object" && left.type === "path") return object("path", pathJoined([left.value, valueOf(right)]));
  if (operator === "/" && right.kind === "object" && right.type === "path") return object("path", pathJoined([valueOf(left), right.value]));
  if (operator === "%" && left.kind === "text") return formatted(left, right);
  return undefined;
}

/** `"%s %s" % (a, b)`: whatever has a width or a precision is not known. */
function formatted(left: TextDatum, right: Datum): Datum {
  const written = textOf(left);
  if (written === undefined || /%[^sdi%(]|%\((?!\w+\)[sdi])/.test(written)) return madeFrom([left, right]);
  const items = itemsOf(right) ?? [right];
  let next = 0;
  const pieces = written.split(/(%%|%\(\w+\)[sdi]|%[sdi])/).map((piece): Value => {
    if (piece === "%%") return literal("%");
    const name = /^%\((\w+)\)/.exec(piece)?.[1];
    if (name !== undefined) return valueOf(right.kind === "table" ? right.entries.get(name) : undefined);
    if (!/^%[sdi]$/.test(piece)) return literal(piece);
    next += 1;
    return valueOf(items[next - 1]);
  });
  return { kind: "text", value: joined(pieces), ...(left.bytes === true ? { bytes: true } : {}) };
}
