import { cloudResource, type CloudRecord } from "../../core/cloud.ts";
import type { Properties, World } from "../../core/kind.ts";
import { durations } from "./durations.ts";
import { idIn, nameIn, projectOf } from "./paths.ts";
import { schemaOf } from "./schema.ts";

const token = "gcp:dns/recordSet:RecordSet";

/** Records of one name and type in a managed zone. */
export const recordSet = cloudResource({
  token,
  collection: "gcpRecordSet",
  schema: schemaOf(token),
  seconds: durations[token],
  replaceOn: ["name", "managedZone", "project"],
  deleteBeforeReplace: true,
  refersTo: [
    {
      path: "managedZone",
      collection: "gcpManagedZone",
      missing: (zone) =>
        `googleapi: Error 404: The 'parameters.managedZone' resource named '${zone}' does not exist., notFound`,
      idOf: idIn("gcpManagedZone"),
    },
  ],
  idOf: (inputs, context) =>
    `projects/${projectOf(inputs, context)}/managedZones/${nameIn(String(inputs["managedZone"]))}/rrsets/${String(inputs["name"])}/${String(inputs["type"])}`,
  rules: (inputs, { world }) => {
    refuseRecord(inputs, world);
  },
  computed: (_id, inputs, context) => ({ project: projectOf(inputs, context) }),
});

function refuseRecord({ managedZone, name, rrdatas, type }: Properties, world: World): void {
  const zone = world.get<CloudRecord>("gcpManagedZone", idIn("gcpManagedZone")(String(managedZone), world));
  const dnsName = String(zone?.computed["dnsName"]);
  if (!String(name).endsWith(`.${dnsName}`) && name !== dnsName) {
    throw new Error(
      `googleapi: Error 400: Invalid value for 'entity.change.additions[0].name': '${String(name)}', invalid`,
    );
  }
  const wrong = ((rrdatas ?? []) as string[]).find(
    (data) => type === "A" && !/^(\d{1,3}\.){3}\d{1,3}$/.test(data),
  );
  if (wrong !== undefined) {
    throw new Error(
      `googleapi: Error 400: Invalid value for 'entity.change.additions[0].rrdata[0]': '${wrong}', invalid`,
    );
  }
}
