/** The command line as a program. */
import { absolutePath } from "../../base/path.ts";
import { surroundings } from "../../hosts/node/node.ts";
import { runCli } from "../cli.ts";

const guard = absolutePath("../../../.build/guard", import.meta.dirname);

process.exitCode = await runCli(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  around: surroundings(),
  guard,
});
