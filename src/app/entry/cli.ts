/** The command line as a program. */
import { absolutePath } from "../../base/path.ts";
import { surroundings } from "../../hosts/node/node.ts";
import { runCli } from "../cli.ts";

// Whoever read what we say, such as `head`, has seen enough: there is nobody left to tell.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 141 : 2));

const guard = absolutePath("../../../.build/guard", import.meta.dirname);

process.exitCode = await runCli(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  around: surroundings(),
  guard,
});
