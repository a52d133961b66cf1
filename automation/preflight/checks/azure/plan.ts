import type { StackConfig } from "../../../../config/index.ts";
import type { PlannedInstances } from "../instances.ts";

/** What the facts about Azure are held against. */
export interface AzurePlan {
  readonly azure: NonNullable<StackConfig["azure"]>;
  /** Network that the machines are to stand in. */
  readonly nodeCidr: string;
  readonly planned: readonly PlannedInstances[];
  /** Those of them that are not there yet. */
  readonly toMake: readonly PlannedInstances[];
}
