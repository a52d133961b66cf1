import { contains, parseRange } from "../../shared/cidr.ts";

/** Whether a text is an IPv4 address. */
export function isAddress(text: string): boolean {
  return isNetwork(`${text}/32`);
}

/** Whether a text is an IPv4 network in CIDR notation. */
export function isNetwork(text: string): boolean {
  try {
    return contains("0.0.0.0/0", parseRange(text).from);
  } catch (error) {
    if (error instanceof RangeError) {
      return false;
    }
    throw error;
  }
}

/** Whether Cilium takes a text as the name of a cluster: at most 32 lower-case letters, digits and dashes. */
export function isClusterName(text: string): boolean {
  return /^[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?$/.test(text);
}

/** Whether a value is a whole number between two bounds, both included. */
export function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
