export type {
  AwsControllerArgs,
  AzureControllerArgs,
  AzurePlace,
  CloudControllerArgs,
  ControllerChart,
  GcpControllerArgs,
  GcpPlace,
} from "./args.ts";
export { CloudController } from "./cloud-controller.ts";
