/** The judge in whatever runtime this file is started with: lines on stdin, answers on stdout. Arguments: home, root, name of the build. */
import { readdirSync, readFileSync } from "node:fs";
import { bundledGuard } from "../../src/app/bundled.ts";
import { judgeLine } from "../../src/app/judge.ts";
import { nodeWorld } from "../../src/hosts/node/node.ts";
import { noStatements } from "../lib/bundled.ts";

const [home = "", root = "", build = ""] = process.argv.slice(2);
const folder = new URL("../../policies/", import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith(".rego") && !name.endsWith("_test.rego"));
const policies = names.sort().map((name) => ({ file: `policies/${name}`, text: readFileSync(new URL(name, folder), "utf8") }));
const guard = bundledGuard(policies, build);
const world = nodeWorld(process.env);
const lines = readFileSync(0, "utf8").split("\n").slice(0, -1);
process.stdout.write(lines.map((line) => `${judgeLine(line, guard, { world, home, root, statements: noStatements })}\n`).join(""));
