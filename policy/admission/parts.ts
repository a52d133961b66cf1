import type { Part } from "./policy.ts";

/** A field at the top of an object. */
export const field =
  (name: string): Part =>
  (object) =>
    `${object}.?${name}`;

export const specOf: Part = field("spec");

export const labelsOf: Part = (object) => `${object}.metadata.?labels`;
