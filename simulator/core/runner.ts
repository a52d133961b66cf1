import type { World } from "./kind.ts";

/** Says that the runner stands inside the clouds' networks, where private addresses answer it. By default it stands outside. */
export function putRunnerInside(world: World): void {
  world.put("site", "runner", { inside: true });
}

/** Whether private addresses of clouds answer the runner. */
export function isRunnerInside(world: World): boolean {
  return world.get<{ inside: boolean }>("site", "runner")?.inside === true;
}
