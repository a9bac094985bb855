/** The types of `bundle.mjs`, for readers with types. */
type House = { readonly root: string; readonly build: string; readonly scratch: string };
type Policy = { readonly file: string; readonly text: string };
type Contents = { readonly entries?: readonly string[]; readonly morePolicies?: readonly Policy[] };

export function bundle(house: House, out: string, contents?: Contents): Promise<void>;
