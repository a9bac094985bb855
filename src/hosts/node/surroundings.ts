/** Where and for whom a command runs. The one file of this host that reads the environment. */
import { readFileSync } from "node:fs";
import { homedir, userInfo } from "node:os";

export type Surroundings = {
  readonly cwd: string;
  readonly home: string;
  /** The home that the password database names for this account, whatever HOME says. */
  readonly accountHome: string;
  readonly isRoot: boolean;
  readonly system: "linux" | "macos";
  readonly variable: (name: string) => string | undefined;
};

export function surroundings(): Surroundings {
  const { uid } = userInfo();
  const system = process.platform === "darwin" ? "macos" : "linux";
  const home = homedir();
  return { cwd: process.cwd(), home, accountHome: homeOf(uid) ?? home, isRoot: uid === 0, system, variable: (name) => process.env[name] };
}

/** All variables of this process. */
export function environment(): readonly (readonly [name: string, value: string])[] {
  return Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

/** Read here, since not every runtime looks there before it looks at HOME. An account that only a directory service knows has none. */
function homeOf(uid: number): string | undefined {
  try {
    const lines = readFileSync("/etc/passwd", "utf8").split("\n");
    const fields = lines.map((line) => line.split(":")).find((line) => line[2] === String(uid));
    return fields?.[5];
  } catch {
    // A machine without that file has its accounts elsewhere.
    return undefined;
  }
}
