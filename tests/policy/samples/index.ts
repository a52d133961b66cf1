import type { Samples } from "../support/sample.ts";
import { deliverySamples } from "./delivery/index.ts";
import { kubernetesSamples } from "./kubernetes/index.ts";
import { machineSamples } from "./machine/index.ts";
import { networkSamples } from "./network/index.ts";
import { stackSamples } from "./stack/index.ts";
import { talosSamples } from "./talos/index.ts";

/** How every rule is to judge. */
export const allSamples: readonly Samples[] = [
  ...machineSamples,
  ...networkSamples,
  ...talosSamples,
  ...kubernetesSamples,
  ...deliverySamples,
  ...stackSamples,
];
