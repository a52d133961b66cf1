import type { StackView } from "../judge/resource.ts";

export { stackItself } from "../judge/resource.ts";

/** Whether a Talos cluster is brought up by this stack, and not only used. */
export function bootsCluster({ resources }: StackView): boolean {
  return resources.some(({ type }) => type === "talos:machine/bootstrap:Bootstrap");
}
