/** World, counted: past the bound of one call every further answer is "not known". */
import { limits } from "./limits.ts";
import { type Seen, unseen, type World } from "./world.ts";

export type Counted = { readonly world: World; readonly questions: () => number };

export function counted(world: World): Counted {
  let questions = 0;
  const within = <T>(ask: () => Seen<T>): Seen<T> => {
    questions += 1;
    return questions > limits.questions ? unseen("bound") : ask();
  };
  return {
    questions: () => questions,
    world: {
      entry: (path) => within(() => world.entry(path)),
      resolved: (path) => within(() => world.resolved(path)),
      text: (path, maxBytes) => within(() => world.text(path, maxBytes)),
      names: (folder, max) => within(() => world.names(folder, max)),
      tree: (folder, max) => within(() => world.tree(folder, max)),
      tracked: (path, max) => within(() => world.tracked(path, max)),
      variable: (name) => within(() => world.variable(name)),
      remembered: (session) => within(() => world.remembered(session)),
    },
  };
}
