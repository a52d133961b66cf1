/** A reason why the arguments cannot work. */
export interface CiliumProblem {
  /** The argument as the user typed it. */
  readonly path: string;

  /** What is wanted, what was found and what to do. */
  readonly problem: string;
}

/** One problem unless `ok` holds. */
export function problemUnless(ok: boolean, path: string, problem: string): CiliumProblem[] {
  return ok ? [] : [{ path, problem }];
}
