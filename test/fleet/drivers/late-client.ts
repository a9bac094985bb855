/** A client on a screen that says it is idle long before it has its screen in hand, as real ones do. Its words: transcript, state file, conversation. */
import { appendFileSync, writeFileSync } from "node:fs";

const [transcript = "", state = "", conversation = ""] = process.argv.slice(2);
const lateMs = 1_500;

writeFileSync(state, JSON.stringify({ pid: process.pid, conversation }));
setTimeout(() => {
  process.stdin.setRawMode(true);
  process.stdout.write("\u001b[?2004h> ");
  let heard = "";
  process.stdin.on("data", (bytes: Buffer) => {
    heard += bytes.toString("utf8");
    heard = spoken(heard);
  });
}, lateMs);

/** A return outside of a paste ends what a person said; inside of one it is a new line. */
function spoken(text: string): string {
  const found = /^((?:\u001b\[200~[^]*?\u001b\[201~|[^\r\u001b])*)\r/.exec(text);
  if (found === null) return text;
  const said = (found[1] ?? "").replaceAll(/\u001b\[20[01]~/g, "").replaceAll("\r", "\n");
  if (said !== "") appendFileSync(transcript, `${JSON.stringify({ said })}\n`);
  return spoken(text.slice(found[0].length));
}
