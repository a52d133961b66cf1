import ipaddr from "ipaddr.js";

/** An inclusive block of addresses of one family, first and last as text. */
export interface AddressRange {
  readonly from: string;
  readonly to: string;
}

/**
 * First and last address of a network in CIDR notation.
 *
 * Host bits are ignored: `10.0.0.7/24` is the network `10.0.0.0/24`.
 *
 * @throws RangeError when the text is no network in CIDR notation.
 */
export function parseRange(cidr: string): AddressRange {
  if (!ipaddr.isValidCIDR(cidr) || !isAddress(cidr.replace(/\/.*/, ""))) {
    throw new RangeError(`want a network in CIDR notation such as 10.0.0.0/24, got "${cidr}"`);
  }
  const [address, prefixLength] = ipaddr.parseCIDR(cidr);
  const hostBits = BigInt(address.toByteArray().length * 8 - prefixLength);
  const first = (numberOf(address) >> hostBits) << hostBits;
  const last = first + (1n << hostBits) - 1n;
  return { from: textOf(first, address.kind()), to: textOf(last, address.kind()) };
}

/** Whether two networks in CIDR notation share an address. Networks of different families never do. */
export function rangesOverlap(a: string, b: string): boolean {
  return blocksOverlap(parseRange(a), parseRange(b));
}

/** Whether two blocks share an address. Blocks of different families never do. */
export function blocksOverlap(a: AddressRange, b: AddressRange): boolean {
  return (
    parse(a.from).kind() === parse(b.from).kind() &&
    compareAddresses(a.from, b.to) <= 0 &&
    compareAddresses(b.from, a.to) <= 0
  );
}

/** Whether an address lies in a network in CIDR notation. */
export function contains(cidr: string, address: string): boolean {
  return blocksOverlap(parseRange(cidr), { from: address, to: address });
}

/**
 * The address `offset` places after `from`; a negative offset counts backwards.
 *
 * @throws RangeError when that leaves the address family.
 */
export function addressAt(from: string, offset: number): string {
  const start = parse(from);
  const value = numberOf(start) + BigInt(offset);
  if (value < 0n || value >= 1n << BigInt(start.toByteArray().length * 8)) {
    throw new RangeError(`there is no address ${offset} places from ${from}`);
  }
  return textOf(value, start.kind());
}

/** How many addresses a block holds, both ends included; 0 or less when `to` comes before `from`. */
export function addressCount(from: string, to: string): number {
  return Number(numberOf(parse(to)) - numberOf(parse(from)) + 1n);
}

/** Order of two addresses: negative, 0 or positive, as `Array.sort` wants it. */
export function compareAddresses(a: string, b: string): number {
  const difference = numberOf(parse(a)) - numberOf(parse(b));
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

type Address = ReturnType<typeof ipaddr.parse>;

function parse(address: string): Address {
  if (!isAddress(address)) {
    throw new RangeError(`want an IP address such as 10.0.0.10, got "${address}"`);
  }
  return ipaddr.parse(address);
}

/** The library would also take octal, hexadecimal and shortened IPv4 forms, which nothing else here understands. */
function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
}

function numberOf(address: Address): bigint {
  return address.toByteArray().reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function textOf(value: bigint, kind: "ipv4" | "ipv6"): string {
  const length = kind === "ipv4" ? 4 : 16;
  const bytes = Array.from({ length }, (_, index) =>
    Number((value >> BigInt((length - 1 - index) * 8)) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
}
