import type { Value } from "../../judge/value.ts";
import type { PortRange } from "../network/openings.ts";

/** The TCP ports that a `NetworkRuleConfig` opens. */
export function openedPorts(rule: Value): PortRange[] {
  return rule.at("portSelector", "protocol").text() === "tcp"
    ? rule.at("portSelector", "ports").list().flatMap(portRange)
    : [];
}

/** A port as Talos writes it: a number, or two such as `2379-2380`. */
function portRange(port: Value): PortRange[] {
  const written = String(port.number() ?? port.text());
  const [, from, to = from] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(written) ?? [];
  return from === undefined ? [] : [{ from: Number(from), to: Number(to) }];
}
