import ipaddr from "ipaddr.js";

/**
 * Whether a network is the whole Internet, or so much of it that it makes no difference: wider than any network that is
 * handed out (`/8`, or `/16` of IPv6).
 */
export function isInternet(network: string): boolean {
  if (["*", "internet"].includes(network.toLowerCase())) {
    return true;
  }
  const parsed = parseNetwork(network);
  if (parsed === undefined) {
    return false;
  }
  const [address, length] = parsed;
  return address.kind() === "ipv4" ? length < 8 : length < 16 && address.range() !== "uniqueLocal";
}

/** Whether a network lies within another; what is no network lies in none. */
export function within(network: string, outer: string): boolean {
  const [inner, around] = [parseNetwork(network), parseNetwork(outer)];
  return (
    inner !== undefined &&
    around !== undefined &&
    inner[0].kind() === around[0].kind() &&
    inner[1] >= around[1] &&
    inner[0].match(around)
  );
}

type Network = ReturnType<typeof ipaddr.parseCIDR>;

function parseNetwork(text: string): Network | undefined {
  if (ipaddr.isValidCIDR(text)) {
    return ipaddr.parseCIDR(text);
  }
  return ipaddr.isValid(text) ? [ipaddr.parse(text), ipaddr.parse(text).toByteArray().length * 8] : undefined;
}

/**
 * Whether an address, with or without the length of its network, is one of the Internet's. What is no address, such as
 * `dhcp`, is none.
 */
export function isPublicAddress(text: string): boolean {
  const address = text.replace(/\/\d+$/, "");
  return ipaddr.isValid(address) && ipaddr.parse(address).range() === "unicast";
}
