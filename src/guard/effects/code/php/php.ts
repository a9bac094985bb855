/** PHP: what the evaluator asks of it. */
import { parser } from "@lezer/php";
import { known, object, unknown, type Datum } from "../datum.ts";
import { literal, unknownValue } from "../../../shell/value.ts";
import type { Dialect } from "../dialect.ts";
import { concatenated } from "../operators.ts";
import { list, type Run } from "../run.ts";
import { wholeEnvironment } from "../acts.ts";
import { phpApis, phpProperties } from "./apis.ts";
import { lowerPhp } from "./lower.ts";
import { quickParser } from "../quick-parser.ts";
import { sample } from "./sample.ts";
import { phpValues } from "./values.ts";

const start = quickParser(parser, sample);

export const php: Dialect = {
  language: "php",
  parse: (code, budget) => lowerPhp(code, { start, budget }),
  apis: new Map([...phpValues, ...phpApis]),
  properties: new Map(phpProperties),
  nameOf: (name) => name.replace(/^\\/, ""),
  unset,
  namedBy: (name) => known(name.replace(/^\\/, "").toLowerCase().replace("::", ".")),
  binary: (operator, left, right) => (operator === "." ? concatenated(left, right) : undefined),
  quiet:
    /^(?:<|json_|preg_|array_|str|in_array|count|is_|date|time|microtime|md5|sha1|hash|number_format|round|floor|max|min|abs|rand|mt_|exit|die|error_reporting|ini_set|set_time_limit|header|usleep|sleep)/,
  strong: /^$/,
  maker: "__construct",
  ownNames: true,
};

/** A variable that nobody has set; what comes with a request is from somebody else. */
function unset(run: Run, name: string): Datum | undefined {
  if (!name.startsWith("$")) return undefined;
  if (/^\$_(?:get|post|request|cookie|files)$/i.test(name))
    return object("request", { ...unknownValue(name), flow: { from: "download", origin: "a request" } });
  if (/^\$_(?:env|server)$/i.test(name)) return wholeEnvironment;
  if (name === "$argv")
    return list(run, [
      { kind: "text", value: run.around.script ?? literal("-") },
      ...run.around.args.map((value): Datum => ({ kind: "text", value })),
    ]);
  if (/^\$globals$/i.test(name)) return known("(variables)");
  return unknown(name);
}
