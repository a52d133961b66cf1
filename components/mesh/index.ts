export type { MeshAuthorityArgs } from "./mesh-authority.ts";
export { MeshAuthority } from "./mesh-authority.ts";
