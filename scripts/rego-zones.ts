#!/usr/bin/env bun
/** Writes the table of time zones from a folder with the compiled database of the IANA: `bun scripts/rego-zones.ts /usr/share/zoneinfo`. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zoneLine } from "./lib/rego-zone.ts";

const table = "src/rego/builtins/zone-table.ts";
const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("the folder with the compiled time zones is missing; usage: rego-zones FOLDER");
  process.exit(2);
}

const namesByZone = new Map<string, string[]>();
for (const name of namesBelow(folder)) {
  const written = zoneLine(readFileSync(join(folder, name)));
  namesByZone.set(written, [...(namesByZone.get(written) ?? []), name]);
}
const rows = [...namesByZone].map(([written, names]) => `${names.join(" ")}|${written}`);
writeFileSync(table, tableText(versionIn(folder), rows));
console.log(`${[...namesByZone.values()].flat().length} names, ${rows.length} zones, ${statSync(table).size} bytes`);

function tableText(version: string, lines: readonly string[]): string {
  return `/** A table: the time zones of the IANA's database, version ${version}: a line for each, as \`zone.ts\` reads it and \`scripts/rego-zones.ts\` writes it. */
export const zoneTable = \`${lines.join("\n")}\`;
`;
}

function versionIn(from: string): string {
  return /version (\S+)/.exec(readFileSync(join(from, "tzdata.zi"), "utf8"))?.[1] ?? "unknown";
}

/** Everything that is a zone, but for the two folders that have all of them again, with and without leap seconds. */
function namesBelow(from: string): readonly string[] {
  return readdirSync(from, { recursive: true, encoding: "utf8" })
    .filter((name) => !/^(?:posix|right)\/|^(?:posixrules|localtime|UTC)$/.test(name) && isZone(join(from, name)))
    .sort();
}

function isZone(path: string): boolean {
  return statSync(path).isFile() && readFileSync(path).subarray(0, 4).toString("latin1") === "TZif";
}
