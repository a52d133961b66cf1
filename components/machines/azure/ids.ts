/** A resource of Azure by the parts of its ARM id. */
interface ArmId {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  /** Names of the resource and of those that it lies in, the outermost first. */
  readonly names: readonly string[];
}

/**
 * The parts of an ARM id such as `/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/virtualNetworks/…`.
 *
 * @throws RangeError when the text is no id of a resource in a resource group.
 */
export function parseArmId(id: string): ArmId {
  const [, subscriptionId, resourceGroup, path] =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/[^/]+\/(.+)$/i.exec(id) ?? [];
  if (subscriptionId === undefined || resourceGroup === undefined || path === undefined) {
    throw new RangeError(
      `want the ARM id of a resource: /subscriptions/…/resourceGroups/…/providers/…, got "${id}"`,
    );
  }
  const names = path.split("/").filter((_, index) => index % 2 === 1);
  return { subscriptionId, resourceGroup, names };
}

/** ARM id of a resource group. */
export function resourceGroupId(subscriptionId: string, name: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${name}`;
}

/** ARM id of a resource, by the id of its resource group and a path such as `Microsoft.Network/virtualNetworks/edge`. */
export function resourceId(groupId: string, path: string): string {
  return `${groupId}/providers/${path}`;
}
