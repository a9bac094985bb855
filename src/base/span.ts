/** A stretch of source text, by character positions, the end not included. */
export type Span = { readonly start: number; readonly end: number };
