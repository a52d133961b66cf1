import type { SecretKey, StackConfig } from "../../config/index.ts";
import type { Network } from "./network.ts";
import type { OwnState } from "./own.ts";

/** What the checks of a stack start from. */
export interface Surroundings {
  readonly config: StackConfig;
  /** The stack's secrets in the clear, those that are there. */
  readonly secrets: Readonly<Partial<Record<SecretKey, string>>>;
  /** What the stack has made already. */
  readonly own: OwnState;
  /** Undefined on the simulator, around which there is nothing. */
  readonly network: Network | undefined;
  /** Notes a value that must not be shown, such as a token that was lent. */
  readonly keepSecret: (value: string) => void;
}

/** Why what is looked at from this machine was not looked at. */
export const noNetwork = "around the simulator there is no network";
