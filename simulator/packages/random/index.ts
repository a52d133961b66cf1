import type { SimulatedPackage } from "../../core/kind.ts";
import { randomPassword, randomPasswordToken } from "./random-password.ts";

/** Random values that are made on the operator's machine and kept in the state alone. */
export const simulated: SimulatedPackage = {
  name: "random",
  version: "4.21.2",
  resource: (token) => (token === randomPasswordToken ? randomPassword : undefined),
};
