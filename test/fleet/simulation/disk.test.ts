/** The store of the simulation is a store like the real one: what is found on it would be found on SQLite. */
import { storeConforms } from "../store/conformance.ts";
import { newDisk } from "./disk.ts";

storeConforms("in memory", () => {
  const disk = newDisk({ at: () => undefined, isFull: () => false });
  return { daemon: () => disk.store, dies: () => disk.crash(0), clear: () => undefined };
});
