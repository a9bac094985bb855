/** Front door of a human's keys: the file in which the private half lies, and the code by which a key of another device is known. */
export { codeOf, isCode } from "./enrolment-code.ts";
export { bareSignature, isSealedSshKey, readSshPublicKey } from "./ssh-forms.ts";
export { type KeyWay, readWrappedKey, type WrappedKey, wrappedKeyText } from "./wrapped-key.ts";
