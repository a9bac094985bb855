/** A table of paths that weigh more than the place where they lie: secrets, what starts by itself, who may come in, what was noted. */
import type { Nature } from "../effect.ts";

/** `~` stands for any home. The first row that fits counts, so that what is worth more stands first. */
const rows: readonly (readonly [Nature, RegExp])[] = [
  ["secret", /^~\/\.ssh\/(?!.*\.pub$|known_hosts|config$|authorized_keys)[^/]+$/],
  ["secret", /^~\/\.(netrc|pgpass|git-credentials|npmrc|pypirc|my\.cnf|vault-token|s3cfg|boto)$/],
  ["secret", /^~\/\.(aws\/(credentials|sso\/cache)|kube\/config|docker\/config\.json|config\/(gcloud|gh\/hosts\.yml|op)|azure)(\/|$)/],
  ["secret", /^~\/\.(gnupg|password-store|local\/share\/keyrings|mozilla|config\/(google-chrome|chromium|BraveSoftware))(\/|$)/],
  ["secret", /^~\/Library\/(Keychains|Application Support\/(Google\/Chrome|Firefox|BraveSoftware))(\/|$)/],
  ["secret", /^\/etc\/(g?shadow-?|security\/opasswd|ssh\/ssh_host_.*_key|krb5\.keytab)$/],
  ["secret", /^\/proc\/(\d+|self|\*)\/(environ|mem)$|^\/dev\/(k?mem|kcore)$|^\/proc\/kcore$/],
  ["secret", /(^|\/)\.env(\.(?!example$|sample$|template$|dist$)[\w.-]+)?$/],
  ["secret", /(^|\/)(id_(rsa|dsa|ecdsa|ed25519)|[^/]*\.(pem|key|p12|pfx|jks|keystore|kdbx|ppk))$/],
  ["access", /^\/etc\/(passwd-?|group-?|sudoers|sudoers\.d|pam\.d|pam\.conf|ssh\/sshd_config|security|doas\.conf|polkit-1)(\/|$)/],
  ["access", /^~\/\.ssh\/(authorized_keys2?|rc|environment|config)$/],
  ["startup", /^\/etc\/(cron|anacrontab|init\.d|init|rc\d?\.|rc\.local|profile|bash\.?|zsh|environment|ld\.so\.|inittab|xdg\/autostart)/],
  [
    "startup",
    /^(\/etc|\/usr\/lib|\/lib|\/run|\/usr\/local\/lib)\/systemd\/|^\/etc\/(udev|modules|modprobe\.d|emond\.d|periodic|update-motd\.d)/,
  ],
  ["startup", /^\/var\/(spool\/(cron|at)|at)(\/|$)|^\/(System\/)?Library\/(LaunchAgents|LaunchDaemons|StartupItems)(\/|$)/],
  [
    "startup",
    /^~\/\.(bash(rc|_profile|_login|_logout|_aliases)|profile|z(shrc|shenv|profile|login|logout)|x(initrc|profile|session)|inputrc)$/,
  ],
  ["startup", /^~\/\.(config\/(autostart|systemd|fish|environment\.d)|local\/share\/systemd)(\/|$)|^~\/Library\/LaunchAgents(\/|$)/],
  ["startup", /\/\.git\/hooks\/(?!.*\.sample$)[^/]+$/],
  ["trust", /^\/etc\/(ssl\/certs|pki|ca-certificates|ca-certificates\.conf)(\/|$)|^\/usr(\/local)?\/share\/(ca-certificates|pki)(\/|$)/],
  ["history", /^~\/\.([a-z]+_history|histfile|zhistory|local\/share\/(fish\/fish_history|recently-used\.xbel))$/],
  ["log", /^\/var\/(log|adm|audit)(\/|$)|^\/run\/(utmp|log)(\/|$)|^\/private\/var\/(log|audit)(\/|$)/],
];

export function natureOf(path: string, homes: readonly string[]): Nature | undefined {
  const form = withTilde(path, homes);
  return rows.find(([, pattern]) => pattern.test(form))?.[0];
}

/** The homes of others have the same files in them. */
function withTilde(path: string, homes: readonly string[]): string {
  const home = homes.find((one) => path === one || path.startsWith(`${one}/`)) ?? /^(\/root|\/(home|Users)\/[^/]+)(?=\/|$)/.exec(path)?.[0];
  return home === undefined ? path : `~${path.slice(home.length)}`;
}
