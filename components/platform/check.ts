import type * as pulumi from "@pulumi/pulumi";

import { ArgsCheck } from "../shared/args-check.ts";
import { defaults, excess, resolvedAccess } from "./access.ts";
import type { PlatformHandoffArgs } from "./args.ts";

const dnsLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Namespaces of Kubernetes and of what InfraFlux installs. */
const ownedByOthers = /^(kube-.*|.*-system|cert-manager|default|etcd-backup)$/;

/** Refuses plain values that can never work, and rights that no platform repository should have. */
export function checkArgs(
  component: pulumi.Resource,
  { facts, namespace = defaults.namespace, access }: PlatformHandoffArgs,
): void {
  const check = new ArgsCheck(component);
  const { namespaces, role, rules } = resolvedAccess(access);

  check
    .expect(
      dnsLabel.test(facts.cluster.name),
      "facts.cluster.name",
      `want lower-case letters, digits and dashes, got "${facts.cluster.name}"`,
    )
    .expect(dnsLabel.test(namespace), "namespace", `want a namespace such as "argocd", got "${namespace}"`)
    .expect(
      !ownedByOthers.test(namespace),
      "namespace",
      `want a namespace such as "argocd", got "${namespace}", which belongs to others`,
    )
    .expect(
      role !== "cluster-admin",
      "access.role",
      'want a role for workloads such as "edit" or "admin", got "cluster-admin"',
    );

  namespaces.forEach((each, index) => {
    const path = `access.namespaces[${index}]`;
    check
      .expect(dnsLabel.test(each), path, `want a namespace such as "platform", got "${each}"`)
      .expect(namespaces.indexOf(each) === index, path, `want each namespace once, got "${each}" again`)
      .expect(
        !ownedByOthers.test(each) && each !== namespace,
        path,
        `want a namespace of its own, got "${each}", which belongs to others`,
      );
  });

  rules.forEach((rule, index) => {
    const problem = excess(rule);
    check.expect(problem === undefined, `access.rules[${index}]`, problem ?? "");
  });

  check.done();
}
