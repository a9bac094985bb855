/** One exchange over HTTP: what was asked, and what is answered. */

export type Request = { readonly method: string; readonly path: string; readonly body: string };

export type Reply = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };
