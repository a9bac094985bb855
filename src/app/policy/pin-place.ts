/** How a policy file is called in a statement: the repository that it lies in, and its path there. */
import { folderOf, isBelow } from "../../base/path.ts";
import { repositoryAt, type World } from "../../guard/guard.ts";
import { standingPlaces } from "./places.ts";

export type PinPlace = { readonly folder: string; readonly file: string };

type Around = { readonly world: World; readonly root: string; readonly home: string };

/** What lies beside the guard is called by its layer's folder, whatever repository a person may keep that in. */
export function pinPlaceOf(file: string, { world, root, home }: Around): PinPlace {
  const standing = standingPlaces({ root, home }).find(({ folder }) => isBelow(file, folder));
  if (standing !== undefined) return placeIn(standing.folder, file);
  const real = world.resolved(folderOf(file));
  const folder = real.known ? real.value : folderOf(file);
  const top = topOf(folder, world);
  return { ...placeIn(top, `${folder}/${file.slice(folderOf(file).length + 1)}`), folder: repositoryAt(top, world) };
}

function placeIn(folder: string, file: string): PinPlace {
  return { folder, file: file.slice(folder === "/" ? 1 : folder.length + 1) };
}

/** The nearest folder with a `.git`, else the one that the file lies in. */
function topOf(folder: string, world: World): string {
  for (let here = folder; here !== "/"; here = folderOf(here)) {
    const git = world.entry(`${here}/.git`);
    if (git.known && git.value.kind !== "absent") return here;
  }
  return folder;
}
