export { Route53EndpointRecord, type Route53EndpointRecordArgs } from "./route53-endpoint-record.ts";
