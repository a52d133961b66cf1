import type { Settings } from "./schema.ts";
import type { Release } from "./versions.ts";

/** Addresses outside the cluster that the program itself needs, mirrors applied. */
export interface Sources {
  /** Address of the image factory, without a slash at the end. */
  readonly imageFactory: string;

  /** Manifests with the Gateway API CRDs. */
  readonly gatewayApiManifests: readonly string[];

  /** Git repository that Flux follows; undefined where none is configured. */
  readonly git?: string;
}

/** The addresses of a stack, from its mirrors where there are any. */
export function sourcesOf(
  { mirrors, gitops }: Pick<Settings, "mirrors" | "gitops">,
  release: Release,
): Sources {
  const git = mirrors.fluxSource ?? gitops.url;
  const releases = withoutSlash(mirrors.gatewayApiManifests ?? "https://github.com");
  return {
    imageFactory: withoutSlash(mirrors.imageFactory ?? "https://factory.talos.dev"),
    gatewayApiManifests: [
      `${releases}/kubernetes-sigs/gateway-api/releases/download/v${release.gatewayApi}/standard-install.yaml`,
    ],
    ...(git !== undefined && { git }),
  };
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, "");
}
