import type { StackConfig } from "../../../../config/index.ts";
import type { PlannedInstances } from "../instances.ts";

/** What the facts about Google Cloud are held against. */
export interface GcpPlan {
  readonly gcp: NonNullable<StackConfig["gcp"]>;
  /** Network that the machines are to stand in. */
  readonly nodeCidr: string;
  readonly planned: readonly PlannedInstances[];
  /** Those of them that are not there yet. */
  readonly toMake: readonly PlannedInstances[];
  /** Whether a record goes to Cloud DNS. */
  readonly dns: boolean;
}
