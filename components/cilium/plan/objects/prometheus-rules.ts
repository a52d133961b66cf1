import { alertGroups } from "../alerts/index.ts";
import type { CiliumObject } from "../capabilities/capability.ts";
import type { CiliumPlan } from "../plan.ts";

/** The alerts as objects of the Prometheus operator, where they are asked for. */
export function prometheusRules(plan: CiliumPlan): CiliumObject[] {
  const { prometheusRules: wanted, labels } = plan.settings.alerts;
  return Object.entries(alertGroups(plan))
    .filter(([, groups]) => wanted && groups.length > 0)
    .map(([about, groups]) => ({
      part: `alerts-${about}`,
      source: "prometheus",
      crd: "prometheusrules.monitoring.coreos.com",
      manifest: {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PrometheusRule",
        metadata: { name: `infraflux-${about}`, namespace: "kube-system", labels },
        spec: { groups },
      },
    }));
}
