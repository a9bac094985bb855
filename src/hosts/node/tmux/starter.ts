/** The small program in a pane that starts a client on its screen, once, and writes down how it ended. */
import { beginning, finish } from "../sessions/begun.ts";

/** Its environment comes from a file that it removes. Its words: the folder, the client, the client's own. */
export const starter = `${beginning}
. "$folder/environment" && rm -f "$folder/environment" || exit 71
"$@" 2>>"$folder/err"
code=$?
${finish}`;
