import type { ResourceRule } from "../../judge/rule.ts";
import { refusePlainHttp, wantFlag } from "../../shapes/found.ts";
import { talosDocs } from "../../references.ts";

/** Images come over a connection that nobody else can change. */
export const machineImageDownload: ResourceRule = {
  id: "machine-image-download",
  scope: "resource",
  title: "Images are downloaded from whom they claim to come",
  rationale:
    "Machines boot what was downloaded. Whoever sits between the host and the source of the image owns every machine that is made from it.",
  severity: "high",
  remedy:
    "Download from an `https` address and leave `verify` at its default of true. `TalosImage` takes images from the Image Factory, or from `infraflux:mirrors:imageFactory` where that is set.",
  references: [talosDocs("Image Factory", "learn-more/image-factory")],
  types: [
    "proxmoxve:download/file:File",
    "proxmoxve:download/fileLegacy:FileLegacy",
    "proxmoxve:Download/file:File",
  ],
  check: ({ props }, { each, report }) => {
    each([props.at("verify")], (verify) => {
      wantFlag(verify, true, true, report);
    });
    refusePlainHttp(props.at("url"), report);
  },
};
