/** The types of `process.mjs`: set-up itself is plain Node, because nothing is installed yet. */
export declare const ownName: () => string;
export declare const isAlive: (name: string) => boolean;
