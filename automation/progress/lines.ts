import { styleText } from "node:util";

import type { Diagnostic, PolicyViolation } from "../outcome.ts";
import type { Step } from "./progress.ts";

/** A stream that text is written to; colours appear only where it is a terminal and NO_COLOR is not set. */
export type Out = NodeJS.WriteStream;

type Style = Parameters<typeof styleText>[0];

/** Colours text for a stream. */
export function style(out: Out, format: Style, text: string): string {
  return styleText(format, text, { stream: out });
}

/** An error or warning, led by the name of the resource that it is about. */
export function diagnosticLine(out: Out, { severity, resource, message }: Diagnostic): string {
  const mark = severity === "error" ? style(out, "red", "error") : style(out, "yellow", "warning");
  const about = resource === undefined ? "" : `${style(out, "bold", resource)}: `;
  return `${mark}: ${about}${message.replaceAll("\n", "\n  ")}`;
}

/** A broken policy, with its level and the pack it is from. */
export function policyLine(out: Out, { level, pack, policy, message }: PolicyViolation): string {
  const mark = level === "mandatory" ? style(out, "red", "policy") : style(out, "yellow", "policy advice");
  return `${mark}: ${style(out, "bold", `${pack}/${policy}`)}: ${message.replaceAll("\n", "\n  ")}`;
}

/** Seconds as a person says them: `0.4 s`, `12 s`, `3 min 5 s`. */
export function duration(seconds: number): string {
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  }
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** The engine's clock counts whole seconds, so that less than two of them say nothing. */
const shortest = 2;

/** A finished piece of work: `machines: create VmLegacy dev-cp-1 (12 s)`. */
export function stepLine({ phase, work, type, name, seconds, state }: Step): string {
  const kind = type.split(":").at(-1) ?? type;
  const outcome = state === "failed" ? " failed" : seconds < shortest ? "" : ` (${duration(seconds)})`;
  return `${phase}: ${work} ${kind} ${name}${outcome}`;
}
