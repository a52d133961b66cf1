import type { ReportEntry } from "../../../policy/judge/gate.ts";
import { Gate } from "../../../policy/judge/gate.ts";
import { settingsOf } from "../../../policy/judge/levels.ts";
import type { Resource } from "../../../policy/judge/resource.ts";
import type { ResourceRule, StackRule } from "../../../policy/judge/rule.ts";
import type { Exemption } from "../../../policy/judge/settings.ts";
import { resourceOf } from "./sample.ts";

const text = {
  title: "Doors are shut",
  rationale: "An open door lets anybody in.",
  severity: "high",
  remedy: "Shut the door.",
  references: [{ title: "Doors 1.0, 1", url: "https://example.org/doors" }],
} as const;

/** Wants `open` not to be true. */
export const shutDoors: ResourceRule = {
  ...text,
  id: "door-shut",
  scope: "resource",
  types: ["test:index:Door"],
  check: ({ props }, { report }) => {
    if (props.at("open").flag() === true) {
      report("open: true is not allowed");
    }
  },
};

/** Wants a door, and says of each that has no number which one it is. */
export const enoughDoors: StackRule = {
  ...text,
  id: "door-enough",
  scope: "stack",
  check: ({ resources }, { each, report }) => {
    const doors = resources.filter(({ type }) => type === "test:index:Door");
    if (doors.length === 0) {
      report("doors: got 0, want at least 1");
    }
    each(doors, (door) => {
      if (door.props.at("number").number() === undefined) {
        report("number: got nothing, want one", door);
      }
    });
  },
};

const noon = new Date("2026-06-15T12:00:00Z");

/** A resource that the rules speak about. */
export const door = (name: string, props: Record<string, unknown>): Resource =>
  resourceOf({ type: "test:index:Door", name, props });
export const urnOf = (name: string) => `urn:pulumi:prod::samples::test:index:Door::${name}`;
export const stack = resourceOf({ type: "pulumi:pulumi:Stack", name: "samples-prod", props: {} });

/** Lets the front door be open. */
export const exemption: Exemption = {
  rule: "door-shut",
  resource: urnOf("front"),
  owner: "team-doors",
  reason: "The hinge is being mended.",
  expires: "2026-06-30",
};
/** A break-glass that is in force. */
export const glass = {
  owner: "jo",
  reason: "Incident 42, nobody can get out.",
  until: "2026-06-15T18:00:00Z",
};

/** A gate with these two rules for a stack of prod, and what it reports. Default: on a day on which the exemption holds. */
export function gateWith(given: unknown, { now = noon } = {}) {
  const entries: ReportEntry[] = [];
  const gate = new Gate({
    rules: [shutDoors, enoughDoors],
    now,
    record: (entry) => void entries.push(entry),
  });
  gate.configure("prod", given);
  return { gate, entries };
}

/** What the gate says of its settings, without what it says of the levels of rules that it does not have. */
export const problemsOf = (given: unknown, now = noon) =>
  gateWith(given, { now })
    .gate.problems.map(({ message }) => message)
    .filter((message) => !Object.keys(settingsOf("prod").levels).some((id) => message.endsWith(`"${id}"`)));

export const openFront = door("front", { open: true });
export const refusal = "open: true is not allowed\nWhat to do: Shut the door.";
