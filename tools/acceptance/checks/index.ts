import type { Check } from "../check.ts";
import { bgp } from "./bgp.ts";
import { cilium } from "./cilium.ts";
import { edge } from "./edge.ts";
import { egress } from "./egress.ts";
import { mesh } from "./mesh.ts";
import { metrics } from "./metrics.ts";
import { violation } from "./violation.ts";

/** Every check, in the order in which they are run: what the others rest on comes first. */
export const checks: readonly Check[] = [cilium, bgp, egress, mesh, edge, metrics, violation];
