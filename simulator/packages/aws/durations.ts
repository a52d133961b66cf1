import type { Operation } from "../../core/kind.ts";

type Durations = Partial<Record<Operation, number>>;

/**
 * Typical durations by type, in seconds.
 *
 * These are assumptions, not measurements: they are round figures after logs of `terraform apply` that people have
 * published, where a NAT gateway takes about a minute and a half, a network load balancer two to three, an instance 15 s
 * to 35 s until it runs, and the rest a few seconds. Talos takes the time that it does on a hypervisor after that, which is
 * counted with the gates. An imported snapshot of 1.3 GB: ten minutes.
 */
export const typical: Readonly<Record<string, Durations>> = {
  "ebs/snapshotImport": { create: 600, delete: 1 },
  "ebs/volume": { create: 11, update: 5, delete: 11 },
  "ec2/ami": { create: 10, delete: 4 },
  "ec2/eip": { create: 1, delete: 1 },
  "ec2/flowLog": { create: 1, delete: 1 },
  "ec2/instance": { create: 25, update: 60, delete: 45 },
  "ec2/internetGateway": { create: 1, delete: 10 },
  "ec2/natGateway": { create: 95, delete: 50 },
  "ec2/placementGroup": { create: 2, delete: 2 },
  "ec2/routeTableAssociation": { create: 1, delete: 1 },
  "ec2/routeTable": { create: 1, delete: 1 },
  "ec2/route": { create: 1, delete: 1 },
  "ec2/securityGroup": { create: 3, delete: 2 },
  "ec2/subnet": { create: 1, delete: 1 },
  "ec2/volumeAttachment": { create: 11, delete: 40 },
  "ec2/vpc": { create: 12, delete: 1 },
  "iam/instanceProfile": { create: 7, delete: 1 },
  "iam/role": { create: 1, delete: 1 },
  "kms/key": { create: 15, update: 15, delete: 1 },
  "lb/loadBalancer": { create: 150, update: 2, delete: 20 },
  "lb/targetGroup": { create: 1, delete: 1 },
  "route53/record": { create: 35, update: 35, delete: 35 },
};
