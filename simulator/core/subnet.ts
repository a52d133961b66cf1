import { createHash } from "node:crypto";
import ipaddr from "ipaddr.js";

/** First address and number of addresses of an IPv4 network. */
interface Block {
  readonly first: number;
  readonly size: number;
}

/** Whether an IPv4 network lies within another one. */
export function nests(inner: string, outer: string): boolean {
  const [a, b] = [blockOf(inner), blockOf(outer)];
  return a.first >= b.first && a.first + a.size <= b.first + b.size;
}

/** Whether two IPv4 networks share an address. */
export function overlaps(one: string, other: string): boolean {
  const [a, b] = [blockOf(one), blockOf(other)];
  return a.first < b.first + b.size && b.first < a.first + a.size;
}

/** Whether a text is an IPv4 network written with its first address. */
export function isNetwork(text: string): boolean {
  try {
    const [address = "", length = ""] = text.split("/");
    return /^\d+$/.test(length) && numberOf(address) === blockOf(text).first;
  } catch {
    return false;
  }
}

/**
 * A free address of a subnet. It follows from the name as long as nobody else has it, so that two runs give a machine the
 * same one whatever was made first.
 *
 * @param reserved How many addresses the cloud keeps at the start, and at the end.
 * @throws Error when all are taken.
 */
export function freeAddress(
  cidr: string,
  name: string,
  taken: ReadonlySet<string>,
  reserved: { readonly first: number; readonly last: number },
): string {
  const { first, size } = blockOf(cidr);
  const usable = size - reserved.first - reserved.last;
  const start = createHash("sha256").update(name).digest().readUInt32BE() % Math.max(usable, 1);
  for (let step = 0; step < usable; step += 1) {
    const address = textOf(first + reserved.first + ((start + step) % usable));
    if (!taken.has(address)) {
      return address;
    }
  }
  throw new Error(`no address is free in ${cidr}`);
}

function blockOf(cidr: string): Block {
  const [address, length] = ipaddr.IPv4.parseCIDR(cidr);
  const size = 2 ** (32 - length);
  return { first: Math.floor(numberOf(address.toString()) / size) * size, size };
}

function numberOf(address: string): number {
  return ipaddr.IPv4.parse(address)
    .toByteArray()
    .reduce((sum, byte) => sum * 256 + byte, 0);
}

function textOf(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}
