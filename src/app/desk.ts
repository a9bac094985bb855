/** Desk: what every command works with. Where it speaks, where it stands, and which guard it asks. */
import type { Surroundings } from "../hosts/node/node.ts";

export type Desk = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly around: Surroundings;
  /** The guard of this build, that `init` installs and that judges for the command line. */
  readonly guard: string;
};

/** Exit codes are part of the interface: 0 done, 1 something was found, 2 it could not be done. */
export type ExitCode = 0 | 1 | 2;
