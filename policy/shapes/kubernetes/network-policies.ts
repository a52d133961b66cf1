import type { Value } from "../../judge/value.ts";
import type { KubernetesObject } from "./objects.ts";

/** The label by which Cilium knows the namespace of a pod. */
const namespaceLabel = /^(?:k8s:)?io\.kubernetes\.pod\.namespace$/;

/** Which way a policy looks. */
export type Direction = "egress" | "ingress";

/** A policy that denies what it does not allow, for the pods of some namespaces. */
export interface DenyingPolicy {
  /** Whether nothing that says which pods it is about has to be waited for. */
  readonly isKnown: boolean;

  /** Whether every pod of a namespace is cut off from what no policy lets in. */
  covers(namespace: string): boolean;
}

/** The denying policy that an object is, or undefined where it is of another kind. */
export function denyingPolicyOf(object: KubernetesObject): DenyingPolicy | undefined {
  const { value } = object;
  const isKnown = ["metadata", "spec", "specs"].every((part) => value.at(part).whollyKnown());
  const isIn = (namespace: string) => (object.namespace ?? "default") === namespace;
  if (object.is("networking.k8s.io", "NetworkPolicy")) {
    const spec = value.at("spec");
    return {
      isKnown,
      covers: (namespace) => isIn(namespace) && isEmpty(spec.at("podSelector")) && deniesIngress(spec),
    };
  }
  if (object.is("cilium.io", "CiliumNetworkPolicy")) {
    return {
      isKnown,
      covers: (namespace) => isIn(namespace) && deniesByDefault(value, "ingress", isEmpty),
    };
  }
  if (object.is("cilium.io", "CiliumClusterwideNetworkPolicy")) {
    return {
      isKnown,
      covers: (namespace) => deniesByDefault(value, "ingress", (selector) => selects(selector, namespace)),
    };
  }
  return undefined;
}

/**
 * Whether a policy of Cilium denies one direction, save what policies allow, to the pods that are meant.
 *
 * A policy is one `spec`, several `specs`, or both; one that denies is enough. What opens everything denies nothing, and
 * what opens the cluster, the world or some ports only still denies the rest.
 *
 * @param isMeant whether a selector of endpoints selects the pods in question.
 */
export function deniesByDefault(
  policy: Value,
  direction: Direction,
  isMeant: (endpointSelector: Value) => boolean,
): boolean {
  return [policy.at("spec"), ...policy.at("specs").list()].some((spec) => {
    const selector = spec.at("endpointSelector");
    return closes(spec, direction) && selector.exists() && isMeant(selector);
  });
}

/** Cilium denies the rest as soon as there is a rule in a direction, unless the policy says for itself what is denied. */
function closes(spec: Value, direction: Direction): boolean {
  const isDenied = spec.at("enableDefaultDeny", direction).flag() ?? hasRules(spec, direction);
  return isDenied && isAccepted(spec, direction) && !spec.at(direction).list().some(opensEverything);
}

/** Cilium refuses a policy without any rule, whatever else it says. */
function isAccepted(spec: Value, direction: Direction): boolean {
  return hasRules(spec, direction) || hasRules(spec, direction === "ingress" ? "egress" : "ingress");
}

function hasRules(spec: Value, direction: Direction): boolean {
  return [direction, `${direction}Deny`].some((part) => spec.at(part).list().length > 0);
}

/** Whether a rule of Cilium lets everybody through on every port. An empty one lets nobody through. */
function opensEverything(rule: Value): boolean {
  const isForAll = ["fromEntities", "toEntities"].some((part) => rule.at(part).texts().includes("all"));
  return isForAll && ["toPorts", "icmps"].every((part) => rule.at(part).list().length === 0);
}

/** A NetworkPolicy that names no types is about what comes in. A rule without peers and ports lets everything in. */
function deniesIngress(spec: Value): boolean {
  const types = spec.at("policyTypes").texts();
  const rules = spec.at("ingress").list();
  const isOpen = (rule: Value) => ["from", "ports"].every((part) => rule.at(part).list().length === 0);
  return (types.length === 0 || types.includes("Ingress")) && !rules.some(isOpen);
}

/** Whether a selector selects everything. */
function isEmpty(selector: Value): boolean {
  return selector.entries().every(([, part]) => part.entries().length + part.list().length === 0);
}

/** Whether a selector of endpoints selects every pod of a namespace. */
function selects(selector: Value, namespace: string): boolean {
  const labels = selector.at("matchLabels").entries();
  return (
    labels.every(([key, value]) => namespaceLabel.test(key) && value.text() === namespace) &&
    selector
      .at("matchExpressions")
      .list()
      .every((expression) => holds(expression, namespace))
  );
}

function holds(expression: Value, namespace: string): boolean {
  const isNamed = expression.at("values").texts().includes(namespace);
  const outcomes: Readonly<Record<string, boolean>> = { Exists: true, In: isNamed, NotIn: !isNamed };
  return (
    namespaceLabel.test(expression.at("key").text() ?? "") &&
    outcomes[expression.at("operator").text() ?? ""] === true
  );
}

/** Whether a selector of endpoints means all pods, save those of namespaces that it leaves out. */
export function selectsAllPods(selector: Value): boolean {
  return (
    selector.at("matchLabels").entries().length === 0 &&
    selector.at("matchExpressions").list().every(leavesOutNamespaces)
  );
}

function leavesOutNamespaces(expression: Value): boolean {
  return (
    namespaceLabel.test(expression.at("key").text() ?? "") &&
    ["Exists", "NotIn"].includes(expression.at("operator").text() ?? "")
  );
}
