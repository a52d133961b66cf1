import { Config } from "@pulumi/pulumi";
import type { Machine } from "infraflux/machines";
import { TalosCluster, TalosIdentity, TalosImage } from "infraflux/talos";

const config = new Config("talos-cluster-alone");
const talosVersion = "1.13.9";

// The machines are there already, so they are described, not made.
const machines = config
  .requireObject<{ name: string; role: Machine["role"]; address: string }[]>("machines")
  .map((machine): Machine => ({
    ...machine,
    pool: machine.role,
    installDisk: { path: "/dev/sda" },
    platform: "metal",
    configDelivery: "api",
    labels: {},
    taints: [],
    dataDisks: [],
  }));
const endpoint = { host: config.require("endpoint"), port: 6443 };

const image = new TalosImage("home-image", { version: talosVersion, platform: "metal" });

const identity = new TalosIdentity("home-identity", {
  clusterName: "home",
  talosVersion,
  kubernetesVersion: "1.36.3",
});

const cluster = new TalosCluster("home-talos", {
  clusterName: "home",
  identity,
  machines: {
    controlPlane: machines.filter(({ role }) => role === "controlplane"),
    workers: machines.filter(({ role }) => role === "worker"),
    endpoint,
  },
  settings: {
    installerImage: image.installerImage,
    network: {
      nodeCidr: config.require("nodeCidr"),
      podCidr: "10.244.0.0/16",
      serviceCidr: "10.96.0.0/12",
    },
  },
});

/** The administrator's kubeconfig, a secret. Nodes are NotReady until a CNI is installed. */
export const kubeconfig = cluster.kubeconfig;

/** The administrator's talosconfig, a secret. */
export const talosconfig = cluster.talosconfig;
