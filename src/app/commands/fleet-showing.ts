/** How commands show what they found out about the fleet, and how they have something done by it. */
import type { Json } from "../../base/json.ts";
import { askDaemon } from "../daemon/client.ts";
import type { Desk, ExitCode } from "../desk.ts";
import { faulty } from "../faulty.ts";
import { look, type Question } from "../fleet/looking.ts";

type Showing<T> = { readonly json: true | undefined; readonly text: (value: T) => string };

/** JSON holds the answer and nothing else; people are told on the side where no daemon has said it. */
export async function showLooked<T>(desk: Desk, question: Question<T>, { json, text }: Showing<T>): Promise<ExitCode> {
  const looked = await look(desk, question);
  if (!looked.ok) return faulty(desk, looked.fault);
  const { value, live } = looked.value;
  if (!live) desk.err("sheepdog: no daemon runs; this is how the fleet was when the last one ended\n");
  desk.out(json === true ? `${JSON.stringify(value, null, 2)}\n` : text(value));
  return 0;
}

export type Doing = { readonly path: string; readonly said: string; readonly body?: Json };

/** Only a daemon can do it. */
export async function haveDone(desk: Desk, { path, said, body }: Doing): Promise<ExitCode> {
  const told = await askDaemon(desk, { method: "POST", path, ...(body === undefined ? {} : { body }) });
  if (!told.ok) return faulty(desk, told.fault);
  desk.out(`${said}\n`);
  return 0;
}
