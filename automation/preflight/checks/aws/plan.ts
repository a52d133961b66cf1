import type { StackConfig } from "../../../../config/index.ts";
import type { OwnState } from "../../own.ts";
import type { PlannedInstances } from "../instances.ts";

/** What the facts about AWS are held against. */
export interface AwsPlan {
  readonly aws: NonNullable<StackConfig["aws"]>;
  /** Network that the machines are to stand in. */
  readonly nodeCidr: string;
  readonly planned: readonly PlannedInstances[];
  readonly own: Pick<OwnState, "counts">;
}
