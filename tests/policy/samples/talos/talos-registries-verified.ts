import { talosRegistriesVerified } from "../../../../policy/rules/talos/talos-registries-verified.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { document, patchedMachine } from "./builders.ts";

const mirror = (...urls: readonly string[]) =>
  document("RegistryMirrorConfig", { name: "ghcr.io", endpoints: urls.map((url) => ({ url })) });

export const samples: Samples = {
  rule: talosRegistriesVerified,
  good: {
    "no mirror": patchedMachine({ machine: { type: "worker" } }),
    "a mirror with a private authority": patchedMachine(
      mirror("https://mirror.example.org/ghcr.io"),
      document("RegistryTLSConfig", { name: "mirror.example.org", ca: "a certificate" }),
    ),
    "a mirror on the machine itself": patchedMachine(mirror("http://127.0.0.1:5000", "http://[::1]:5000")),
    "the older dialect": patchedMachine({
      machine: {
        registries: {
          mirrors: { "docker.io": { endpoints: ["https://mirror.example.org"] } },
          config: { "mirror.example.org": { tls: { insecureSkipVerify: false } } },
        },
      },
    }),
  },
  bad: {
    "a mirror in the clear": {
      subject: patchedMachine(mirror("https://mirror.example.org", "http://user:word@mirror.example.org")),
      messages: ["RegistryMirrorConfig[ghcr.io].endpoints[1].url: http:// is not allowed, want https://"],
    },
    "a certificate that nobody checks": {
      subject: patchedMachine(
        document("RegistryTLSConfig", { name: "mirror.example.org", insecureSkipVerify: true }),
      ),
      messages: ["RegistryTLSConfig[mirror.example.org].insecureSkipVerify: got true, want false"],
    },
    "both in the older dialect": {
      subject: patchedMachine({
        machine: {
          registries: {
            mirrors: { "*": { endpoints: ["http://mirror.example.org"] } },
            config: { "mirror.example.org": { tls: { insecureSkipVerify: true } } },
          },
        },
      }),
      messages: [
        "machine.registries.mirrors.*.endpoints[0]: http:// is not allowed, want https://",
        "machine.registries.config.mirror.example.org.tls.insecureSkipVerify: got true, want false",
      ],
    },
  },
  notJudged: {
    "a patch that is not known": {
      subject: patchedMachine(unknown),
      paths: ["machine.registries.mirrors", "machine.registries.config"],
    },
  },
};
