import type { BreakGlass, Exemption } from "./settings.ts";

/** How far ahead a broken glass may reach: an incident is over after a day, or it is no incident. */
const longestBreakGlassHours = 24;

/** How far ahead an exemption may reach: once a year somebody looks whether it is still needed. */
const longestExemptionDays = 400;

/** Whether an exemption speaks of a rule and a resource. */
export function covers(exemption: Exemption, rule: string, urn: string): boolean {
  return exemption.rule === rule && matches(exemption.resource, urn);
}

/** Whether an exemption still holds; its last day is included, in UTC. */
export function holds({ expires }: Exemption, now: Date): boolean {
  return now.toISOString().slice(0, 10) <= expires;
}

/** Why an exemption is none, or undefined where it is one. */
export function exemptionProblem({ rule, expires }: Exemption, now: Date): string | undefined {
  const days = (new Date(expires).getTime() - now.getTime()) / 86_400_000;
  return days > longestExemptionDays
    ? `exemptions: the one of ${rule} expires on ${expires}, more than ${longestExemptionDays} days away; give an earlier day`
    : undefined;
}

/** Why a broken glass has no effect, or undefined where it has. */
export function breakGlassProblem({ until }: BreakGlass, now: Date): string | undefined {
  const hours = (new Date(until).getTime() - now.getTime()) / 3_600_000;
  if (hours <= 0) {
    return `breakGlass.until: ${until} is over; take the entry out, or give a new time`;
  }
  return hours > longestBreakGlassHours
    ? `breakGlass.until: ${until} is more than ${longestBreakGlassHours} hours away; give an earlier time`
    : undefined;
}

/** Whether a URN is one that a pattern means; `*` stands for any characters. */
function matches(pattern: string, urn: string): boolean {
  const literal = pattern.split("*").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${literal.join(".*")}$`, "s").test(urn);
}
