/** Where and for whom a command runs. The one file of this host that reads the environment. */
import { homedir } from "node:os";

export type Surroundings = {
  readonly cwd: string;
  readonly home: string;
  readonly variable: (name: string) => string | undefined;
};

export function surroundings(): Surroundings {
  return { cwd: process.cwd(), home: homedir(), variable: (name) => process.env[name] };
}
