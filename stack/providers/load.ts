import type { StackConfig } from "../../config/index.ts";
import { withSdk } from "../missing-sdk.ts";
import type { ProviderModule } from "./provider.ts";

/**
 * What a provider can do, from its folder here. A new provider is a folder under `components/machines` and one under
 * `stack/providers`.
 *
 * @throws RunError when the SDK that it needs is not installed.
 */
export async function providerModule(provider: StackConfig["provider"]): Promise<ProviderModule> {
  // By a path that is only known here, so that neither Node nor the compiler reads the SDKs of other providers.
  const path = `./${provider}/index.ts`;
  return await withSdk(provider, async () => (await import(path)) as ProviderModule);
}
