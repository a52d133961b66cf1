/** Something in the tree that Flux would trip over, or that a rule of ours forbids. */
export interface Problem {
  /** File or folder, relative to the tree. */
  readonly where: string;

  /** The rule that is broken, as listed in `gitops/README.md`. */
  readonly rule: string;

  /** What was found, what is wanted and what to do. */
  readonly message: string;
}
