/** A table of programs that let something run at another place: how the place is named, and where the command stands. */
import type { Elsewhere } from "../../effect.ts";

export type PlaceRow = {
  readonly names: string;
  /** The words that come first, each alternative as one text: `compute ssh`. */
  readonly verbs?: readonly string[];
  /** Options that take a value, in front of the place and behind it. */
  readonly takes?: string;
  readonly kind: Elsewhere["kind"];
  /** Words that name the place; left out, one. */
  readonly own?: number;
  /** Options that name it instead. */
  readonly named?: string;
  /** Options whose value is a text for a shell over there. */
  readonly texts?: string;
  /** The words become one text for a shell over there; left out, they are a program with its arguments. */
  readonly joins?: true;
  /** With no command a shell over there reads what flows in. */
  readonly shell?: true;
  /** With these nothing runs there, whatever words there are. */
  readonly never?: string;
  /** The command stands behind `--` and nowhere else. */
  readonly dashes?: true;
};

const ssh = "B b c D E e F I i J L l m O o p Q R S W w P";

export const placeRows: readonly PlaceRow[] = [
  { names: "ssh slogin rsh remsh", takes: ssh, kind: "host", joins: true, shell: true, never: "N W O Q V G" },
  { names: "autossh", takes: `${ssh} M`, kind: "host", joins: true, shell: true, never: "N W O Q V G" },
  { names: "mosh et", takes: "p ssh server port predict family experimental-remote-ip c command", texts: "c command", kind: "host" },
  { names: "tsh", verbs: ["ssh"], takes: "p l i L R D proxy user login ttl cluster", kind: "host", joins: true },
  {
    names: "gcloud",
    verbs: ["compute ssh", "alpha compute ssh", "beta compute ssh"],
    takes: "zone project command ssh-flag",
    texts: "command",
    kind: "host",
  },
  {
    names: "az",
    verbs: ["vm run-command invoke", "vm run-command create"],
    takes: "g n resource-group name command-id scripts",
    texts: "scripts",
    own: 0,
    named: "n name",
    kind: "host",
  },
  {
    names: "aws",
    verbs: ["ecs execute-command"],
    takes: "cluster task container command",
    texts: "command",
    own: 0,
    named: "cluster",
    kind: "container",
  },
  {
    names: "fly flyctl",
    verbs: ["ssh console"],
    takes: "C a u command app user",
    texts: "C command",
    own: 0,
    named: "a app",
    kind: "container",
  },
  { names: "fly flyctl", verbs: ["machine exec", "machines exec"], takes: "a app", joins: true, kind: "container" },
  {
    names: "heroku",
    verbs: ["run", "run:detached", "ps:exec"],
    takes: "a r s app remote size type env",
    own: 0,
    named: "a app",
    joins: true,
    kind: "container",
  },
  { names: "cf", verbs: ["ssh"], takes: "c i L command", texts: "c command", kind: "container" },
  { names: "eb", verbs: ["ssh"], takes: "c n command number", texts: "c command", kind: "host" },
  { names: "vagrant", verbs: ["ssh"], takes: "c command", texts: "c command", own: 1, kind: "host" },
  { names: "multipass limactl", verbs: ["exec", "shell"], takes: "d workdir working-directory", kind: "host" },
  { names: "lima", own: 0, kind: "host" },
  { names: "colima minikube", verbs: ["ssh"], takes: "p n profile node", own: 0, joins: true, kind: "host" },
  { names: "docker-machine", verbs: ["ssh"], joins: true, kind: "host" },
  { names: "podman", verbs: ["machine ssh"], own: 1, joins: true, kind: "host" },
  { names: "wsl wsl.exe", takes: "d u distribution user cd shell-type", own: 0, kind: "host" },
  { names: "adb", verbs: ["shell", "exec-out"], takes: "s t H P L", own: 0, joins: true, shell: true, kind: "host" },
  { names: "salt-ssh", takes: "t b timeout batch-size roster user", own: 2, joins: true, kind: "host" },
  { names: "salt", takes: "t b timeout batch-size", own: 2, joins: true, kind: "host" },
  {
    names: "ansible",
    takes: "m a i u l e f B P t c T module-name args inventory user limit extra-vars forks become-user",
    texts: "a args",
    kind: "host",
  },
  { names: "pssh parallel-ssh prsync", takes: "h H l p o e t O x", own: 0, joins: true, kind: "host" },
  { names: "clush pdsh dsh", takes: "w g x l f m t u o M", own: 0, joins: true, kind: "host" },
  { names: "knife", verbs: ["ssh"], takes: "x i a", joins: true, kind: "host" },
  { names: "fab", own: 0, dashes: true, joins: true, kind: "host" },
  { names: "psexec winrs", takes: "u p r", own: 1, kind: "host" },
  {
    names: "kubectl oc k kubecolor",
    verbs: ["exec"],
    takes: "n c f namespace container context kubeconfig cluster user pod-running-timeout",
    dashes: true,
    kind: "cluster",
  },
  {
    names: "kubectl oc k kubecolor",
    verbs: ["run", "debug"],
    takes: "n c image namespace container context kubeconfig restart overrides env port labels target",
    dashes: true,
    kind: "cluster",
  },
  { names: "oc", verbs: ["rsh"], takes: "n c namespace container", kind: "cluster" },
  { names: "nomad", verbs: ["alloc exec", "exec"], takes: "job task e", kind: "cluster" },
  { names: "lxc incus", verbs: ["exec"], takes: "cwd env mode user group", kind: "container" },
  { names: "lxc-attach lxc-execute", takes: "n name", own: 0, named: "n name", kind: "container" },
  { names: "pct", verbs: ["exec"], kind: "container" },
  { names: "vzctl", verbs: ["exec", "exec2"], joins: true, kind: "container" },
  { names: "machinectl", verbs: ["shell"], takes: "uid setenv", kind: "container" },
  {
    names: "systemd-nspawn",
    takes: "D M i u machine directory image bind bind-ro setenv user chdir",
    own: 0,
    named: "D M directory machine",
    kind: "container",
  },
  { names: "jexec", takes: "u U", kind: "container" },
  { names: "crictl", verbs: ["exec"], takes: "timeout", kind: "container" },
  { names: "ctr", verbs: ["task exec", "tasks exec", "t exec"], takes: "exec-id cwd user", kind: "container" },
  { names: "buildah", verbs: ["run"], takes: "v volume user workingdir mount network env", kind: "container" },
];
