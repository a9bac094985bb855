/** Patterns that take all the sources of a language. */

const endings: ReadonlySet<string> = new Set(
  `ts tsx mts cts js jsx mjs cjs vue svelte py pyi rb php go rs java kt kts scala swift m mm c cc cpp cxx h hh hpp cs fs vb ex exs erl hs ml mli
  clj cljs dart lua pl pm r jl zig nim sol sql sh bash ps1 tf proto graphql html css scss md`.split(/\s+/),
);

/** `*.ts`, `*.py` */
export function isSourcePattern(pattern: string): boolean {
  const [, ending] = /^\*\.(\w+)$/.exec(pattern) ?? [];
  return ending !== undefined && endings.has(ending.toLowerCase());
}
