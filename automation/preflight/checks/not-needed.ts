import type { Check } from "../check.ts";
import { skipped } from "../check.ts";

/** What people look for in a preflight, and what there is nothing to look at for. */
export function notNeeded(): Check[] {
  return [
    skipped(
      { check: "container-engine", lookedAt: "Docker and kind on this machine" },
      "nothing of the bootstrap runs in a container here, so that they can be in nobody's way",
    ),
    skipped(
      { check: "acme", lookedAt: "ACME accounts and DNS-01 credentials" },
      "not used: no add-on issues certificates by ACME",
    ),
  ];
}
