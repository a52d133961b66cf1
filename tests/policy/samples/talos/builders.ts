import { stringify } from "yaml";

import type { Sample } from "../../support/sample.ts";
import { secret, unknown } from "../../support/sample.ts";

const clientConfiguration = secret({
  caCertificate: "Y2EgY2VydGlmaWNhdGU=",
  clientCertificate: "Y2xpZW50IGNlcnRpZmljYXRl",
  clientKey: "Y2xpZW50IGtleQ==",
});

/** Properties of what is done by the Talos API. */
export const byTalosApi = { node: "10.0.0.11", clientConfiguration } as const;

/** A further configuration document. */
export function document(kind: string, content: object): object {
  return { apiVersion: "v1alpha1", kind, ...content };
}

/** A machine in a first preview: its patches are known, the generated configuration is not. */
export function patchedMachine(...patches: readonly (object | string)[]): Sample {
  return applied(unknown, patches);
}

/** A machine whose generated configuration is known, as in `up`. */
export function knownMachine(generated: object, ...patches: readonly (object | string)[]): Sample {
  return applied(secret(stringify(generated)), patches);
}

/** A machine that gets its configuration, of one or more documents, at its creation. */
export function cloudMachine(...documents: readonly object[]): Sample {
  const text = documents.map((one) => stringify(one)).join("---\n");
  return {
    type: "aws:ec2/instance:Instance",
    props: {
      ami: "ami-0123456789abcdef0",
      instanceType: "m7i.large",
      userDataBase64: secret(Buffer.from(text).toString("base64")),
    },
  };
}

function applied(machineConfigurationInput: unknown, patches: readonly (object | string)[]): Sample {
  return {
    type: "talos:machine/configurationApply:ConfigurationApply",
    props: {
      ...byTalosApi,
      machineConfigurationInput,
      configPatches: patches.map((patch) => (typeof patch === "string" ? patch : stringify(patch))),
    },
  };
}
