/** A Lezer parser that remembers what it has looked up: it searches long lists of actions again and again, which an engine without a compiler pays for. */
import type { Parser, PartialParse } from "@lezer/common";

/** What is used of the inside of one exact version of the library; where it is not there, the parser stays as it is. */
type Inside = Parser & {
  readonly data: Uint16Array;
  readonly configure: (config: object) => Inside;
  readonly stateSlot: (state: number, slot: number) => number;
  getGoto: (state: number, term: number, loose?: boolean) => number;
};

type Tokens = {
  readonly actions: number[];
  readonly putAction: (action: number, token: number, end: number, index: number) => number;
  addActions: AddActions;
};

/** Puts the actions that a state has for a token behind those that are there, and says where the next one goes. */
type AddActions = (this: Tokens, stack: { readonly state: number }, token: number, end: number, index: number) => number;

export type Start = (code: string) => PartialParse;

/** The same parser; `sample` fills its memory where that costs nothing, when a guard is built. */
export function quickParser(parser: Parser, sample: string): Start {
  if (!hasInside(parser)) return (code) => parser.startParse(code);
  const quick = parser.configure({});
  quick.getGoto = rememberedGoto(parser);
  const addActions = rememberedActions(parser);
  const start: Start = (code) => {
    const parse = quick.startParse(code) as PartialParse & { readonly tokens: Tokens };
    parse.tokens.addActions = addActions;
    return parse;
  };
  for (const parse = start(sample); parse.advance() === null;);
  return start;
}

export function hasInside(parser: Parser): parser is Inside {
  const inside = parser as Partial<Inside>;
  const { tokens } = parser.startParse("") as { readonly tokens?: Partial<Tokens> };
  const areThere = [inside.configure, inside.stateSlot, inside.getGoto, tokens?.addActions, tokens?.putAction];
  return inside.data instanceof Uint16Array && areThere.every((one) => typeof one === "function");
}

/** No grammar has as many states or terms. */
const mostTerms = 4_096;

function rememberedGoto(parser: Inside): Inside["getGoto"] {
  const known = new Map<number, number>();
  return (state, term, loose = false) => {
    const key = (state * mostTerms + term) * 2 + (loose ? 1 : 0);
    const found = known.get(key) ?? parser.getGoto(state, term, loose);
    known.set(key, found);
    return found;
  };
}

function rememberedActions(parser: Inside): AddActions {
  const known = new Map<number, readonly number[]>();
  return function (stack, token, ...[end, index]) {
    const key = (stack.state * mostTerms + token) * 2 + (index === 0 ? 1 : 0);
    const found = known.get(key) ?? actionsIn(parser, { state: stack.state, token, isFirst: index === 0 });
    known.set(key, found);
    return found.reduce((next, action) => this.putAction(action, token, end, next), index);
  };
}

/** In the tables of the grammar: the end of a list, the next one, and what counts where nothing else does. */
const marks = { end: 0xffff, next: 1, other: 2 } as const;

type Sought = { readonly state: number; readonly token: number; readonly isFirst: boolean };

/** First those of the state, then those for what may be skipped anywhere. */
function actionsIn(parser: Inside, { state, token, isFirst }: Sought): readonly number[] {
  const { data } = parser;
  const found: number[] = [];
  const pairAt = (at: number): number => (data[at] as number) | ((data[at + 1] as number) << 16);
  for (const slot of [1, 2]) {
    for (let at = parser.stateSlot(state, slot); ; at += 3) {
      if (data[at] === marks.end) {
        if (data[at + 1] !== marks.next) {
          if (isFirst && found.length === 0 && data[at + 1] === marks.other) found.push(pairAt(at + 2));
          break;
        }
        at = pairAt(at + 2);
      }
      if (data[at] === token) found.push(pairAt(at + 1));
    }
  }
  return found;
}
