import ipaddr from "ipaddr.js";

/** Whether one IPv4 network, such as `10.0.1.0/24`, lies wholly in another. */
export function liesIn(inner: string, outer: string): boolean {
  const [address, length] = ipaddr.IPv4.parseCIDR(inner);
  const [base, outerLength] = ipaddr.IPv4.parseCIDR(outer);
  return length >= outerLength && address.match(base, outerLength);
}
