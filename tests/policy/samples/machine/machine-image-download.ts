import { machineImageDownload } from "../../../../policy/rules/machine/machine-image-download.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";

const image = (props: Record<string, unknown> = {}, type = "proxmoxve:download/file:File") => ({
  type,
  props: {
    contentType: "import",
    datastoreId: "local",
    nodeName: "pve-1",
    url: "https://factory.talos.dev/image/0123/v1.13.9/nocloud-amd64.qcow2",
    ...props,
  },
});

/** How `machine-image-download` is to judge. */
export const samples: Samples = {
  rule: machineImageDownload,
  good: {
    "an address with TLS": image(),
    "a certificate that is verified": image({ verify: true }),
    "an address that names another one": image({ url: "https://mirror.example.org/?of=http://factory" }),
  },
  bad: {
    "an address without TLS": {
      subject: image({ url: "HTTP://mirror.example.org/nocloud-amd64.qcow2" }),
      messages: ["url: http:// is not allowed, want https://"],
    },
    "a certificate that nobody looks at, by an older name of the type": {
      subject: image({ verify: false }, "proxmoxve:download/fileLegacy:FileLegacy"),
      messages: ["verify: got false, want true"],
    },
    "a certificate that nobody looks at, by the oldest name of the type": {
      subject: image({ verify: false }, "proxmoxve:Download/file:File"),
      messages: ["verify: got false, want true"],
    },
    "a certificate that nobody looks at, from an address that is not known": {
      subject: image({ verify: false, url: unknown }),
      messages: ["verify: got false, want true"],
    },
  },
  notJudged: {
    "an address that is not known": { subject: image({ url: unknown }), paths: ["url"] },
  },
};
