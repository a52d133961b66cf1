import type { Samples } from "../../support/sample.ts";
import { samples as networkApiLimited } from "./network-api-limited.ts";
import { samples as networkBalancerProtected } from "./network-balancer-protected.ts";
import { samples as networkControlPortsClosed } from "./network-control-ports-closed.ts";
import { samples as networkDefaultSecurityGroupEmpty } from "./network-default-security-group-empty.ts";
import { samples as networkFlowLogs } from "./network-flow-logs.ts";
import { samples as networkListenerTls } from "./network-listener-tls.ts";
import { samples as networkNoSsh } from "./network-no-ssh.ts";
import { samples as networkOwnerTags } from "./network-owner-tags.ts";

/** How the rules of this area are to judge. */
export const networkSamples: readonly Samples[] = [
  ...networkApiLimited,
  networkBalancerProtected,
  networkControlPortsClosed,
  networkDefaultSecurityGroupEmpty,
  networkFlowLogs,
  networkListenerTls,
  networkNoSsh,
  networkOwnerTags,
];
