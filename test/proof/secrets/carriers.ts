/** Where secrets are met: commands, options, headers, addresses, bodies and lines of files. */

export type Carrier = { readonly name: string; readonly carry: (secret: string) => string };

/** Bare, without anything that says what it is. */
export const anywhere: readonly Carrier[] = [
  { name: "an argument", carry: (secret) => `deploy ${quoted(secret)} --now` },
  { name: "an argument of an option nobody knows", carry: (secret) => `fetch-things --with=${quoted(secret)} https://api.example.com` },
  { name: "the text of a command", carry: (secret) => `echo ${quoted(secret)} | other --stdin` },
  { name: "a redirect", carry: (secret) => `printf %s ${quoted(secret)} > /tmp/x && chmod 600 /tmp/x` },
  { name: "a query", carry: (secret) => `curl 'https://api.example.com/v1/items?x=${inAddress(secret)}&limit=5'` },
  { name: "a path", carry: (secret) => `curl https://api.example.com/hooks/${inAddress(secret)}/send` },
  { name: "a header nobody knows", carry: (secret) => `curl -H 'X-Thing: ${inHeader(secret)}' https://api.example.com` },
  { name: "JSON", carry: (secret) => `curl -d '{"value":"${inHeader(secret)}"}' https://api.example.com` },
  { name: "a line of code", carry: (secret) => `python3 -c "client = Client('${inHeader(secret)}')"` },
  { name: "a shell in a shell", carry: (secret) => `bash -c "ssh host 'run ${inHeader(secret)}'"` },
];

/** By a name that tells. */
export const named: readonly Carrier[] = [
  { name: "a variable for one command", carry: (secret) => `API_TOKEN=${quoted(secret)} ./deploy.sh` },
  { name: "an exported variable", carry: (secret) => `export CLIENT_SECRET=${quoted(secret)}; ./run` },
  { name: "an option with an equals sign", carry: (secret) => `tool --api-key=${quoted(secret)} list` },
  { name: "an option with a space", carry: (secret) => `tool --password ${quoted(secret)} list` },
  { name: "a variable of a container", carry: (secret) => `docker run -e DB_PASSWORD=${quoted(secret)} image` },
  {
    name: "a literal of a cluster's secret",
    carry: (secret) => `kubectl create secret generic x --from-literal=password=${quoted(secret)}`,
  },
  { name: "a header of authorization", carry: (secret) => `curl -H 'Authorization: Bearer ${inHeader(secret)}' https://api.example.com` },
  { name: "a header of a key", carry: (secret) => `curl -H "X-Api-Key: ${inHeader(secret)}" https://api.example.com` },
  { name: "a cookie", carry: (secret) => `curl -H 'Cookie: session=${inHeader(secret)}' https://example.com` },
  { name: "JSON in a body", carry: (secret) => `curl -d '{"user":"me","password":"${inHeader(secret)}"}' https://example.com` },
  { name: "JSON with spaces", carry: (secret) => `{ "client_secret" : "${inHeader(secret)}" }` },
  { name: "JSON in quotes", carry: (secret) => `curl -d "{\\"api_key\\":\\"${inHeader(secret)}\\"}" https://example.com` },
  { name: "YAML", carry: (secret) => `cat > x.yaml <<E\ndatabase:\n  password: ${inHeader(secret)}\nE` },
  { name: "a line of .env", carry: (secret) => `echo 'STRIPE_SECRET_KEY=${inHeader(secret)}' >> .env` },
  { name: "a setting of AWS", carry: (secret) => `aws configure set aws_secret_access_key ${quoted(secret)}` },
  { name: "a registry's login", carry: (secret) => `docker login -u me -p ${quoted(secret)} registry.example.com` },
  { name: "a signed address", carry: (secret) => `curl 'https://x.example.com/a?access_token=${inAddress(secret)}&b=1'` },
  { name: "a connection", carry: (secret) => `sqlpackage "Server=db;User Id=me;Password=${inHeader(secret)};"` },
  { name: ".npmrc", carry: (secret) => `npm config set //registry.example.com/:_authToken=${quoted(secret)}` },
];

/** Where a password stands, whatever it looks like. */
export const addresses: readonly Carrier[] = [
  { name: "an address of a repository", carry: (secret) => `git clone https://me:${inAddress(secret)}@example.com/x.git` },
  { name: "an address of a database", carry: (secret) => `psql postgres://me:${inAddress(secret)}@db.example.com:5432/shop` },
  { name: "an address without a user", carry: (secret) => `redis-cli -u redis://:${inAddress(secret)}@cache:6379` },
  { name: "mysql", carry: (secret) => `mysql -u root -p${quoted(secret)} shop` },
  { name: "sshpass", carry: (secret) => `sshpass -p ${quoted(secret)} ssh host` },
  { name: "curl", carry: (secret) => `curl -u me:${quoted(secret)} https://example.com` },
  { name: ".netrc", carry: (secret) => `echo 'machine example.com login me password ${inHeader(secret)}' >> ~/.netrc` },
];

/** As a careful person would write it. */
function quoted(secret: string): string {
  return /^[A-Za-z0-9_.:/=-]+$/.test(secret) ? secret : `'${secret}'`;
}

function inAddress(secret: string): string {
  return secret.replace(/[^A-Za-z0-9_.~/:-]/g, (letter) => `%${(letter.codePointAt(0) ?? 0).toString(16).padStart(2, "0").toUpperCase()}`);
}

/** Neither quotes nor line feeds go there. */
function inHeader(secret: string): string {
  return secret.replaceAll("\n", "\\n");
}
