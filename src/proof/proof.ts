/** Front door of everything that proves, for those who use it as a library: `import { vault, integrity, breaker, ledger } from "sheepdog/proof"`. */
export * as breaker from "./breaker/breaker.ts";
export type { Crypto, Locksmith, Notary } from "./crypto.ts";
export * as integrity from "./integrity/integrity.ts";
export * as ledger from "./ledger/ledger.ts";
export * as vault from "./vault/vault.ts";
