/** What a token is for, told by its name. The words are handed in: they are names of vendors. */

/** The first word that a name holds decides. */
export type CategoryWords = readonly (readonly [category: string, words: readonly string[]])[];

const otherCategory = "other";

export function categoryOf(name: string, table: CategoryWords): string {
  const upper = name.toUpperCase();
  return table.find(([, words]) => words.some((word) => upper.includes(word)))?.[0] ?? otherCategory;
}

/** A word of a person's own is as good, as long as it is one word. */
export function isCategory(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,31}$/.test(text);
}
