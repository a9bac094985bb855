/** mongosh, mongo: what their JavaScript takes from a database, by the names of the methods it calls. */
import type { Part } from "../../describing/deeds.ts";
import { valuesOf } from "../../describing/options.ts";
import type { Tool, Use } from "../../describing/tool.ts";
import { type Script, scriptFrom, scriptIn, type Unread } from "./carried-out.ts";
import { type Database, databaseNamed } from "./database.ts";
import { type Loss, lossIn } from "./loss.ts";

export const mongo: Tool = {
  names: ["mongosh", "mongo"],
  shape: {
    short: "upf",
    long: "eval file host port username password authenticationDatabase authenticationMechanism tlsCAFile tlsCertificateKeyFile apiVersion".split(
      " ",
    ),
  },
  effects,
};

function effects(use: Use): readonly Part[] {
  const files = [...valuesOf(use.line, "f", "file"), ...use.line.operands.filter((operand) => operand.text.endsWith(".js"))];
  const addresses = use.line.operands.filter((operand) => !operand.text.endsWith(".js"));
  const database = databaseNamed(valuesOf(use.line, "host"), addresses);
  const texts = valuesOf(use.line, "eval");
  const found = [...texts.map((text) => scriptIn(text, use)), ...files.map((file) => scriptFrom(use.content(file), use))];
  const input = texts.length + files.length > 0 || use.stdin === undefined ? [] : [scriptFrom(use.stdin, use)];
  return [...found, ...input].flatMap((script) => (script === undefined ? [] : scriptParts(use, database, script)));
}

function scriptParts(use: Use, database: Database, script: Script | Unread): readonly Part[] {
  if ("unread" in script)
    return lossIn(use, { ...database, known: false }, { does: "unread", of: "database", name: script.unread, whole: false });
  const code = withoutTexts(script.text);
  const known = { ...database, known: database.known && script.known };
  return methods.flatMap(([pattern, loss]) =>
    [...code.matchAll(pattern)].flatMap(([, name = ""]) => lossIn(use, known, { ...loss, name })),
  );
}

/** Comments go, `["name"]` becomes `.name`, and what stands in any other quotes is no code. */
function withoutTexts(text: string): string {
  return text
    .replace(/\[\s*(["'])(\w+)\1\s*\]/g, ".$2")
    .replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g, '""');
}

/** The last name in front of the method is the collection. */
const methods: readonly (readonly [RegExp, Loss])[] = [
  [/\.dropDatabase\s*\(/g, { does: "drop", of: "database" }],
  [/(?:\.(\w+)|\))\s*\.drop\s*\(/g, { does: "drop", of: "table" }],
  [/(?:\.(\w+)|\))\s*\.(?:deleteMany|remove)\s*\(\s*(?:\{\s*\}|\))/g, { does: "delete", of: "rows" }],
  [/(?:\.(\w+)|\))\s*\.(?:deleteMany|deleteOne|remove|findOneAndDelete)\s*\(\s*\{\s*[^}\s]/g, { does: "delete", of: "rows", whole: false }],
  [/(?:\.(\w+)|\))\s*\.updateMany\s*\(\s*\{\s*\}/g, { does: "update", of: "rows" }],
  [/\.(?:dropUser|dropAllUsers|dropRole|dropAllRoles)\w*\s*\(/g, { does: "drop", of: "account", whole: false }],
  [/\.shutdownServer\s*\(/g, { does: "shutdown", of: "server" }],
];
