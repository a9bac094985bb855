/** mkfifo: a file through which somebody hands over, line by line, what others run. */
import type { Tool } from "../../describing/tool.ts";

export const pipes: Tool = {
  names: ["mkfifo", "mknod"],
  shape: { short: "mZ", long: ["mode", "context"] },
  saves: (use) => {
    const isPipe = use.name === "mkfifo" || use.line.operands[1]?.text === "p";
    const named = use.name === "mkfifo" ? use.line.operands : use.line.operands.slice(0, 1);
    return isPipe ? named.map((path) => ({ path, flow: { from: "remote", origin: path.text }, append: false })) : [];
  },
};
