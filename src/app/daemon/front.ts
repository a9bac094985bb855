/** Where the daemon is asked: its socket, and loopback for as long as the settings say so. */
import { type Fault, sentenceOf } from "../../base/fault.ts";
import { done, type Result } from "../../base/result.ts";
import { closeToOthers, isPrivateFolder, now, serve, type Serving } from "../../hosts/node/node.ts";
import type { Root } from "../install/root.ts";
import type { Door, House } from "./door.ts";
import type { LiveSettings, Log } from "./duty.ts";
import { type Gate, refusalAt } from "./gate.ts";
import { buildHouse } from "./house.ts";

/** The port on loopback, where it listens there; and why not, where it should. */
export type TcpState = () => { readonly port: number | null; readonly fault: Fault | undefined };

export type Front = {
  /** Doors are hung in again: a duty has brought some. */
  readonly rebuild: () => void;
  readonly close: () => Promise<void>;
};

export type Fronting = {
  readonly root: Root;
  readonly folder: string;
  readonly doors: (tcp: TcpState) => readonly Door[];
  readonly settings: LiveSettings;
  readonly log: Log;
  readonly requested: (door: string, status: number) => void;
};

export const controlName = "control";

export async function openFront(fronting: Fronting): Promise<Result<Front>> {
  const loopback = followLoopback(fronting, (request) => houses.tcp.answer(request));
  const doors = (): readonly Door[] => fronting.doors(loopback.state);
  const houses = { socket: houseAt({ ...fronting, doors }, "socket"), tcp: houseAt({ ...fronting, doors }, "tcp") };
  const socket = `${fronting.folder}/${controlName}`;
  const admits = (): boolean => isPrivateFolder(fronting.folder);
  const serving = await serve(
    { refuses: (head) => refusalAt({ through: "socket" }, head), answer: houses.socket.answer, admits },
    { socket },
  );
  const closed = serving.ok ? closeToOthers(socket) : serving;
  const close = async (): Promise<void> => {
    await loopback.close();
    if (serving.ok) await serving.value.close();
  };
  if (!closed.ok) {
    await close();
    return closed;
  }
  return done({
    rebuild: () => {
      houses.socket.rebuild();
      houses.tcp.rebuild();
    },
    close,
  });
}

type Answer = (request: Request) => Response | Promise<Response>;

function houseAt(
  fronting: Omit<Fronting, "doors"> & { readonly doors: () => readonly Door[] },
  through: Gate["through"],
): { readonly answer: Answer; readonly rebuild: () => void } {
  const { root, doors, log, requested } = fronting;
  const built = (): House => buildHouse({ root, through, doors: doors(), log, now, requested });
  let house = built();
  return {
    answer: (request) => house.fetch(request),
    rebuild: () => {
      house = built();
    },
  };
}

type Loopback = { readonly state: TcpState; readonly close: () => Promise<void> };

/** One change after another, so that two quick ones never leave two servers behind. */
function followLoopback({ settings, log }: Fronting, answer: Answer): Loopback {
  let serving: { readonly port: number; readonly server: Serving } | undefined;
  let fault: Fault | undefined;
  let turn: Promise<void> = Promise.resolve();
  const drop = async (): Promise<void> => {
    await serving?.server.close();
    serving = undefined;
  };
  const follow = async (): Promise<void> => {
    const { tcp, port } = settings.now().daemon;
    if (tcp && serving?.port === port) return;
    await drop();
    fault = undefined;
    if (!tcp) return;
    const opened = await serve({ refuses: (head) => refusalAt({ through: "tcp", port }, head), answer }, { port });
    if (opened.ok) serving = { port, server: opened.value };
    else {
      fault = opened.fault;
      log.error(`loopback stays closed: ${sentenceOf(opened.fault)}`);
    }
  };
  const next = (step: () => Promise<void>): Promise<void> => {
    const before = turn;
    turn = (async () => {
      await before;
      await step();
    })();
    return turn;
  };
  void next(follow);
  const unsubscribe = settings.onChange(() => void next(follow));
  return {
    state: () => ({ port: serving?.port ?? null, fault }),
    close: () => {
      unsubscribe();
      return next(drop);
    },
  };
}
