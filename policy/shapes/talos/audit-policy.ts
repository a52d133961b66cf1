import type { Value } from "../../judge/value.ts";

/** The audit policy of the API server. Where there is none, Talos logs the metadata of every request. */
export function auditPolicyOf(main: Value): Value {
  return main.at("cluster", "apiServer", "auditPolicy");
}

/** What a rule of an audit policy can be limited to. */
const limits = ["users", "userGroups", "verbs", "namespaces", "resources", "nonResourceURLs"];

/** Whether a rule of an audit policy speaks of every request that no rule before it speaks of. */
export function speaksOfEverything(rule: Value): boolean {
  return limits.every((limit) => rule.at(limit).list().length === 0);
}

/** The group that every caller with a name is in, so that it limits nothing. */
const everyCaller = "system:authenticated";

/** Whether a rule of an audit policy speaks of every resource and every caller, at most limited to some verbs. */
export function speaksOfAllSubjects(rule: Value): boolean {
  const others = limits.filter((limit) => limit !== "verbs" && limit !== "userGroups");
  const groups = rule.at("userGroups").texts();
  return (
    others.every((limit) => rule.at(limit).list().length === 0) &&
    (groups.length === 0 || groups.includes(everyCaller))
  );
}

/** Whether a rule of an audit policy speaks of requests about a resource of the core group, of all or of some. */
export function speaksOf(rule: Value, resource: string): "all" | "some" | "none" {
  const others = limits.filter((limit) => limit !== "resources");
  const limited = others.some((limit) => rule.at(limit).list().length > 0);
  if (rule.at("nonResourceURLs").list().length > 0 || !namesResource(rule.at("resources").list(), resource)) {
    return "none";
  }
  return limited ? "some" : "all";
}

function namesResource(groups: readonly Value[], resource: string): boolean {
  return (
    groups.length === 0 ||
    groups.some((group) => {
      const names = group.at("resources").texts();
      const isCore = (group.at("group").text() ?? "") === "";
      const single = group.at("resourceNames").list().length > 0;
      return isCore && !single && (names.length === 0 || names.includes(resource) || names.includes("*"));
    })
  );
}
