/** The small program that lives and dies with a client: it starts it once, hands it what we leave for it, and writes down how it ended. */
import { beginning, finish } from "../sessions/begun.ts";

/**
 * Our own process may end at any moment, so nothing that the client needs hangs on it. A prompt is a file, claimed by renaming it:
 * it is handed over whole, and once. What the client says goes to a file. `bell` only wakes this up; a name is short enough that
 * the kernel writes it in one piece. Its words: the folder, the client, the client's own.
 */
export const feeder = `${beginning}
give() {
  mv "$folder/waiting/$1" "$folder/given/$1" 2>/dev/null && cat "$folder/given/$1"
}
(
  exec 3<>"$folder/bell"
  for file in "$folder"/waiting/*; do
    give "\${file##*/}"
  done
  while IFS= read -r name <&3; do
    [ "$name" = end ] && break
    give "$name"
  done
) >"$folder/in" &
"$@" <"$folder/in" >>"$folder/out" 2>>"$folder/err"
code=$?
kill $! 2>/dev/null
${finish}`;
