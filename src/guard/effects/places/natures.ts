/** A table of paths that weigh more than the place where they lie: secrets, what starts by itself, who may come in, what was noted. */
import { isAtOrBelow } from "../../../base/path.ts";
import type { Nature } from "../../effect.ts";
import { indexOfPaths } from "./path-index.ts";
import { lookalikes, secretPaths } from "./secret-paths.ts";

/** `~` stands for any home. The first row that fits counts, so that what is worth more stands first. */
const rows: readonly (readonly [Nature, RegExp])[] = [
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
  ["history", /^~\/\.([a-z_]+_history|history|histfile|zhistory|local\/share\/(fish\/fish_history|recently-used\.xbel))$/],
  ["log", /^\/var\/(log|adm|audit)(\/|$)|^\/run\/(utmp|log)(\/|$)|^\/private\/var\/(log|audit)(\/|$)/],
];

const isSecret = indexOfPaths(secretPaths);
const isLookalike = indexOfPaths(lookalikes);

/** No system takes a longer name, so what is looked through stays short. */
const cannotExist = /[^/]{256}/;
const longestName = 255;

export function natureOf(path: string, homes: readonly string[]): Nature | undefined {
  if (path.length > longestName && cannotExist.test(path)) return undefined;
  const form = withTilde(path, homes);
  if (isSecret(form) && !isLookalike(form)) return "secret";
  return isOrdinary(form) ? undefined : rows.find(([, pattern]) => pattern.test(form))?.[0];
}

/** Of what lies openly in a home, the rows name hooks of git alone. */
function isOrdinary(form: string): boolean {
  return form.startsWith("~/") && !/^~\/(\.|Library\/)|\/\.git\//.test(form);
}

/** What some paths below these folders are, of which the last name may be known. */
export function natureBelow(folders: readonly string[], named: string, homes: readonly string[]): Nature | undefined {
  const insides = folders.flatMap((folder) => [folder, ...homes.filter((home) => isAtOrBelow(home, folder))]);
  const paths = named === "" ? folders : insides.map((folder) => `${folder}/${named}`);
  return [...folders, ...paths].map((path) => natureOf(path, homes)).find((nature) => nature !== undefined);
}

/** A secret itself, or a folder so wide that secrets lie in it. */
export function holdsSecrets(path: string, homes: readonly string[]): boolean {
  return (
    natureOf(path, homes) === "secret" ||
    /^(~|\/|\/(home|Users|root|etc|proc|var|private\/etc)|~\/\.(aws|kube|docker|config))?\/?$/.test(withTilde(path, homes))
  );
}

/** The homes of others have the same files in them. */
function withTilde(path: string, homes: readonly string[]): string {
  const home = homes.find((one) => path === one || path.startsWith(`${one}/`)) ?? /^(\/root|\/(home|Users)\/[^/]+)(?=\/|$)/.exec(path)?.[0];
  return home === undefined ? path : `~${path.slice(home.length)}`;
}
