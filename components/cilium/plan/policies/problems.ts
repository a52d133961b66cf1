import { isNetwork, isWhole } from "../forms.ts";
import type { CiliumPlan } from "../plan.ts";
import { problemUnless } from "../problem.ts";
import type { CiliumProblem } from "../problem.ts";

/** What the arguments of policies must look like. A list without entries would mean no condition, and open what it was to narrow. */
export function malformedPolicies(plan: CiliumPlan): CiliumProblem[] {
  const { dnsEgress, hostFirewall, l7 } = plan.settings;
  return [
    ...each("nodeCidr", plan.nodeCidr === undefined ? [] : [plan.nodeCidr], network),
    ...each("operatorCidrs", plan.operatorCidrs, network),
    ...each("platformNamespaces", plan.platformNamespaces, namespace),
    ...ports("platformPorts", plan.platformPorts),
    ...each("settings.hostFirewall.kubernetesApiCidrs", hostFirewall.kubernetesApiCidrs, network),
    ...each("settings.l7.namespaces", l7.namespaces, namespace),
    ...ports("settings.l7.ports", l7.ports),
    ...dnsEgress.flatMap((entry, index) => {
      const path = `settings.dnsEgress[${index}]`;
      return [
        ...some(`${path}.namespaces`, entry.namespaces),
        ...each(`${path}.namespaces`, entry.namespaces, namespace),
        ...some(`${path}.names`, entry.names),
        ...each(`${path}.names`, entry.names, name),
        ...ports(`${path}.ports`, entry.ports),
      ];
    }),
  ];
}

/** A form that an entry of a list has: how it is called, and how it is known. */
interface Form {
  readonly want: string;
  readonly fits: (text: string) => boolean;
}

const network: Form = { want: "an IPv4 network such as 10.0.0.0/24", fits: isNetwork };

const namespace: Form = {
  want: "the name of a namespace",
  fits: (text) => /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text),
};

const name: Form = {
  want: "a DNS name or a pattern such as *.example.org",
  fits: (text) => text.length <= 255 && /^([-a-z0-9_*]+\.)*[-a-z0-9_*]+$/.test(text),
};

function each(path: string, values: readonly string[], { want, fits }: Form): CiliumProblem[] {
  return values.flatMap((value) => problemUnless(fits(value), path, `want ${want}, got "${value}"`));
}

function some(path: string, values: readonly string[]): CiliumProblem[] {
  return problemUnless(values.length > 0, path, "want at least one entry, got none");
}

/** Cilium takes at most 40 ports in a rule. */
function ports(path: string, values: readonly number[]): CiliumProblem[] {
  return problemUnless(
    isWhole(values.length, 1, 40) && values.every((port) => isWhole(port, 1, 65_535)),
    path,
    `want 1 to 40 ports from 1 to 65535, got ${JSON.stringify(values)}`,
  );
}
