import { stringify } from "yaml";
import type { Properties } from "../../core/kind.ts";
import type { ClientConfiguration, MachineSecrets } from "./pki/secrets.ts";
import { renderMachineConfiguration, type MachineType } from "./render/index.ts";

/** Arguments of `talos:machine/getConfiguration`, as the provider names them. */
interface MachineConfigurationArgs {
  readonly clusterName?: string;
  readonly clusterEndpoint?: string;
  readonly machineType?: string;
  readonly machineSecrets?: MachineSecrets;
  readonly talosVersion?: string;
  readonly kubernetesVersion?: string;
  readonly configPatches?: readonly string[];
  readonly docs?: boolean;
  readonly examples?: boolean;
}

/** Arguments of `talos:client/getConfiguration`. */
interface ClientConfigurationArgs {
  readonly clusterName?: string;
  readonly clientConfiguration?: ClientConfiguration;
  readonly endpoints?: readonly string[];
  readonly nodes?: readonly string[];
}

/** `talos:machine/getConfiguration`: the machine configuration of a role. Comments are not rendered. */
export function machineConfiguration(args: Properties): Properties {
  const {
    clusterName,
    clusterEndpoint,
    machineType,
    machineSecrets,
    configPatches,
    talosVersion,
    kubernetesVersion,
  } = args as MachineConfigurationArgs;
  const rendered = renderMachineConfiguration(
    {
      clusterName: required("clusterName", clusterName),
      clusterEndpoint: required("clusterEndpoint", clusterEndpoint),
      machineType: machineTypeOf(required("machineType", machineType)),
      machineSecrets: required("machineSecrets", machineSecrets),
      talosVersion,
      kubernetesVersion,
    },
    configPatches ?? [],
  );
  return { ...args, id: clusterName, machineConfiguration: rendered };
}

/** `talos:client/getConfiguration`: the file that `talosctl` reads. */
export function clientConfiguration(args: Properties): Properties {
  const { clusterName, clientConfiguration: client, endpoints = [], nodes } = args as ClientConfigurationArgs;
  const context = required("clusterName", clusterName);
  const { caCertificate, clientCertificate, clientKey } = required("clientConfiguration", client);
  const talosConfig = stringify(
    {
      context,
      contexts: {
        [context]: {
          endpoints,
          ...(nodes !== undefined && { nodes }),
          ca: caCertificate,
          crt: clientCertificate,
          key: clientKey,
        },
      },
    },
    { indent: 4, lineWidth: 0 },
  );
  return { ...args, id: clusterName, talosConfig };
}

function machineTypeOf(value: string): MachineType {
  if (value !== "controlplane" && value !== "worker") {
    throw new Error(
      `Attribute machine_type value must be one of: ["controlplane" "worker"], got: ${JSON.stringify(value)}`,
    );
  }
  return value;
}

function required<T>(name: string, value: T | undefined): T {
  if (value === undefined || value === "") {
    throw new Error(
      `Missing required argument. The argument ${JSON.stringify(name)} is required, but no definition was found.`,
    );
  }
  return value;
}
