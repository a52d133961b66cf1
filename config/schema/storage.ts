import { z } from "zod";

/** `infraflux:storage` */
export const storage = z
  .strictObject({
    csi: z
      .boolean()
      .optional()
      .describe(
        "Brings the cloud's driver for volumes with the storage classes `default` and `gold`, and snapshots. Flux installs it. Default: true on a cloud where Flux is on.",
      ),
  })
  .prefault({})
  .describe("Volumes of the cluster.");
