/** API groups of Flux. */
export const fluxGroups = {
  source: "source.toolkit.fluxcd.io",
  kustomize: "kustomize.toolkit.fluxcd.io",
  helm: "helm.toolkit.fluxcd.io",
  image: "image.toolkit.fluxcd.io",
  operator: "fluxcd.controlplane.io",
} as const;

/** Resources that carry whole objects of Flux or of its operator. */
export const fluxTypes: readonly RegExp[] = [
  /^kubernetes:(?:\w+\.toolkit\.fluxcd|fluxcd\.controlplane)\.io\/.*(?<!Patch)$/,
];

/** Resources that say how the operator installs Flux. */
export const instanceTypes: readonly RegExp[] = [/^kubernetes:fluxcd\.controlplane\.io\/[^:]+:FluxInstance$/];
