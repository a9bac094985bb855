/** The command line as a program. */
import { fileURLToPath } from "node:url";
import { surroundings } from "../../hosts/node/node.ts";
import { runCli } from "../cli.ts";

const guard = fileURLToPath(new URL("../../../.build/guard", import.meta.url));

process.exitCode = await runCli(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  around: surroundings(),
  guard,
});
