import { digits } from "../../core/cloud.ts";
import { arn, nameOf, regionOf, tagsAll } from "./ids.ts";
import { aws, type AwsResources } from "./kind.ts";

/** Days that logs can be kept. Source: CloudWatch Logs API Reference, PutRetentionPolicy. */
const retentions = [
  ...[0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

const logGroup = aws("cloudwatch/logGroup", {
  collection: "awsLogGroup",
  replaceOn: ["name"],
  check: ({ retentionInDays: days }) =>
    typeof days === "number" && !retentions.includes(days)
      ? [
          {
            property: "retentionInDays",
            reason: `expected retention_in_days to be one of [${retentions.join(" ")}], got ${days}`,
          },
        ]
      : [],
  idOf: nameOf,
  taken: () =>
    "creating CloudWatch Logs Log Group: api error ResourceAlreadyExistsException: The specified log group already exists",
  computed: (id, inputs, context) => ({
    ...{ name: id, arn: arn("logs", regionOf(context), `log-group:${id}`), ...tagsAll(inputs) },
  }),
});

const flowLog = aws("ec2/flowLog", {
  collection: "awsFlowLog",
  replaceOn: [
    ...["vpcId", "subnetId", "eniId", "trafficType", "logDestination", "logDestinationType"],
    ...["iamRoleArn", "logFormat", "maxAggregationInterval", "destinationOptions"],
  ],
  check: ({ trafficType, logDestinationType, iamRoleArn }) => [
    ...(typeof trafficType === "string" && !["ACCEPT", "REJECT", "ALL"].includes(trafficType)
      ? [
          {
            property: "trafficType",
            reason: `expected traffic_type to be one of ["ACCEPT" "REJECT" "ALL"], got ${trafficType}`,
          },
        ]
      : []),
    ...(logDestinationType === "s3" && iamRoleArn !== undefined
      ? [{ property: "iamRoleArn", reason: "no role is needed to write to a bucket" }]
      : []),
  ],
  refersTo: [
    {
      path: "vpcId",
      collection: "awsVpc",
      missing: (id) =>
        `creating Flow Log: api error InvalidVpcID.NotFound: The vpc ID '${id}' does not exist`,
    },
    {
      path: "logDestination",
      collection: "awsLogGroup",
      idOf: (text) => text.split(":log-group:")[1] ?? text,
      missing: (id) => `creating Flow Log: LogDestination: ${id} does not exist`,
    },
    {
      path: "iamRoleArn",
      collection: "awsRole",
      idOf: (text) => text.split("/").at(-1) ?? text,
      missing: (id) => `creating Flow Log: api error InvalidParameter: Access Denied for ${id}`,
    },
  ],
  idOf: (_inputs, { urn }) => `fl-0${digits(urn, 16)}`,
  computed: (id, inputs, context) => ({
    arn: arn("ec2", regionOf(context), `vpc-flow-log/${id}`),
    ...{ maxAggregationInterval: 600, ...tagsAll(inputs) },
  }),
});

/** Records of flows. */
export const logResources: AwsResources = { ...logGroup, ...flowLog };
