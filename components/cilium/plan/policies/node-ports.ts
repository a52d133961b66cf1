/** Ports on which nodes listen, wherever more than one policy names them. */

/** The API server of Kubernetes, on control planes. Talos' firewall opens the same. */
export const kubernetesApiPort = 6443;

/** Talos' own API. */
export const talosApiPort = 50000;

export const kubeletPort = 10250;

/** Metrics of Cilium's agent, operator, Envoy and Hubble, of Tetragon, and of a node exporter. */
export const nodeMetricsPorts = ["9962-9965", 2112, 9100];

/** Where kube-proxy, or Cilium in its place, says whether a node can carry traffic of Services. Google's load balancers ask there. */
export const serviceHealthPort = 10_256;
