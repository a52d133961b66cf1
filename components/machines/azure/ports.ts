/** Port on which the Talos API answers, and is offered. */
export const talosApiPort = 50_000;

/** Port on which the Kubernetes API answers on the control planes. */
export const kubernetesApiPort = 6443;
