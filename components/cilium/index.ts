export type { CiliumStackArgs } from "./args.ts";
export { CiliumStack } from "./cilium-stack.ts";
export {
  capabilityDefaults,
  capabilityNames,
  ciliumProblems,
  ciliumValues,
  platformDefaults,
  type AddressSpan,
  type CapabilityName,
  type ChartValues,
  type CiliumCapabilities,
  type CiliumCharts,
  type CiliumObject,
  type CiliumPlanArgs,
  type CiliumProblem,
  type CiliumSettings,
  type L7Protocol,
  type L7Visibility,
} from "./plan/index.ts";
export type { MeshTrust } from "./secrets/mesh-trust.ts";
