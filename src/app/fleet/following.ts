/** Following: what happened to a task, and what goes on happening to it until it is over. */
import { done, type Result } from "../../base/result.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { look } from "./looking.ts";
import { notesQuestion } from "./questions.ts";
import { notesText } from "./texts.ts";
import { watchPage } from "./watching.ts";

type Following = { readonly follow?: true; readonly json?: true };

const ends: readonly string[] = ["done", "dead", "cancelled"];

/** A journal only grows: what was shown is not shown again. */
export async function followHistory(desk: Desk, id: string, { follow, json }: Following): Promise<ExitCode> {
  let shown = 0;
  const read = async (): Promise<Result<boolean>> => {
    const notes = await look(desk, notesQuestion(id));
    if (!notes.ok) return notes;
    const fresh = notes.value.value.slice(shown);
    shown += fresh.length;
    if (fresh.length > 0) desk.out(json === true ? fresh.map((note) => `${JSON.stringify(note)}\n`).join("") : notesText(fresh));
    return done(ends.includes(notes.value.value.at(-1)?.what ?? ""));
  };
  const first = await read();
  if (!first.ok) return faulty(desk, first.fault);
  if (follow !== true || first.value) return 0;
  return watchPage(desk, async () => {
    const more = await read();
    return more.ok ? done({ text: "", isOver: more.value }) : more;
  });
}
