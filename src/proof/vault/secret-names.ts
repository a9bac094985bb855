/** Which variables hold a secret, told by their name, so that they are taken into the vault when nobody names them. */

const telling = /API_?KEY|SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|ACCESS_KEY|PRIVATE_KEY|(?:^|_)AUTH(?:_|$)/;

/** They hold a way, an address or a number of something secret, or belong to the session of a terminal. */
const speaking = /^(?:SSH_AUTH_SOCK|TERM_SESSION_ID)$|^NPM_|_(?:FILE|PATH|DIR|URL|URI|TTL|EXPIRES|EXPIRY|ID|COUNT|LIMIT)$|^MAX_/;

export function isSecretName(name: string): boolean {
  const upper = name.toUpperCase();
  return telling.test(upper) && !speaking.test(upper);
}

/** What people write where a secret will stand one day. */
export function isPlaceholder(value: string): boolean {
  return value.trim() === "" || /your[-_ ]?\w*[-_ ]?(?:key|token|secret)[-_ ]?here|^x{3,}|^<.*>$|^changeme$/i.test(value);
}
