/** Records what World answered, and takes the same decision again elsewhere from the record. */
import type { Json } from "../base/json.ts";
import { type Seen, unseen, type World } from "./world.ts";

/** One question with its answer, in the order in which they were asked. */
export type Answered = { readonly ask: keyof World; readonly of: string; readonly answer: Seen<Json> };

export function recording(world: World, answers: Answered[]): World {
  const keep = <T extends Json>(ask: keyof World, of: string, answer: Seen<T>): Seen<T> => {
    answers.push({ ask, of, answer });
    return answer;
  };
  return {
    entry: (path) => keep("entry", path, world.entry(path)),
    resolved: (path) => keep("resolved", path, world.resolved(path)),
    text: (path, max) => keep("text", path, world.text(path, max)),
    names: (folder, max) => keep("names", folder, world.names(folder, max)),
    tree: (folder, max) => keep("tree", folder, world.tree(folder, max)),
    tracked: (path, max) => keep("tracked", path, world.tracked(path, max)),
    variable: (name) => keep("variable", name, world.variable(name)),
    remembered: (session) => keep("remembered", session, world.remembered(session)),
  };
}

/** A question that was not asked at the time has no answer here. */
export function replaying(answers: readonly Answered[]): World {
  const known = new Map(answers.map(({ ask, of, answer }) => [`${ask} ${of}`, answer]));
  const find = <T>(ask: keyof World, of: string): Seen<T> => (known.get(`${ask} ${of}`) as Seen<T> | undefined) ?? unseen("denied");
  return {
    entry: (path) => find("entry", path),
    resolved: (path) => find("resolved", path),
    text: (path) => find("text", path),
    names: (folder) => find("names", folder),
    tree: (folder) => find("tree", folder),
    tracked: (path) => find("tracked", path),
    variable: (name) => find("variable", name),
    remembered: (session) => find("remembered", session),
  };
}
