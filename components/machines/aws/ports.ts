/** Port of the Kubernetes API on each control plane. */
export const apiPort = 6443;

/** Port of the Talos API on each machine, and on the load balancer. */
export const talosPort = 50000;
