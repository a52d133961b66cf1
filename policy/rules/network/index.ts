import type { Rule } from "../../judge/rule.ts";
import { networkApiLimited } from "./network-api-limited.ts";
import { networkBalancerProtected } from "./network-balancer-protected.ts";
import { networkControlPortsClosed } from "./network-control-ports-closed.ts";
import { networkDefaultSecurityGroupEmpty } from "./network-default-security-group-empty.ts";
import { networkFlowLogs } from "./network-flow-logs.ts";
import { networkListenerTls } from "./network-listener-tls.ts";
import { networkNoSsh } from "./network-no-ssh.ts";
import { networkOwnerTags } from "./network-owner-tags.ts";

/** The rules of this area. */
export const networkRules: readonly Rule[] = [
  networkApiLimited,
  networkBalancerProtected,
  networkControlPortsClosed,
  networkDefaultSecurityGroupEmpty,
  networkFlowLogs,
  networkListenerTls,
  networkNoSsh,
  networkOwnerTags,
];
