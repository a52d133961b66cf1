import type { Capability } from "./capability.ts";

/** Flow records in a rotated file on each node, for a log collector to read. */
export const flowLogs: Capability = {
  name: "flowLogs",
  values: (_plan, on) =>
    on
      ? {
          hubble: {
            export: {
              static: {
                enabled: true,
                filePath: "/var/run/cilium/hubble/events.log",
                fieldMask: [
                  ...["time", "source.namespace", "source.pod_name", "source.identity", "IP", "l4", "l7"],
                  ...["destination.namespace", "destination.pod_name", "destination.identity"],
                  ...["verdict", "drop_reason_desc", "traffic_direction", "node_name"],
                ],
                fileMaxSizeMb: 10,
                fileMaxBackups: 5,
              },
            },
          },
        }
      : {},
};
