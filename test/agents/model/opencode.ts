/** How our plugin in OpenCode reads the guard's answer: only silence and a good end let a call through. */
import type { Reading } from "./reading.ts";

export const opencodeReading: Reading = ({ stdout, stderr, exit, inTime }) =>
  inTime && exit === 0 && stdout.length === 0 && stderr.length === 0 ? "runs" : "blocked";
