// @ts-check
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The one git-ignored folder for everything that our commands leave behind, dependencies aside. */
export const leftovers = join(root, ".tools");

/** Command line tools; first on the PATH of every task. */
export const binFolder = join(leftovers, "bin");

/** What the tools in `binFolder` are, so that a later run need not ask them. */
export const stampFolder = join(leftovers, "stamps");

/** One file per piece of set-up that only one process may do at a time. */
export const lockFolder = join(leftovers, "locks");

/** Half-made files; safe to delete when nothing runs. */
export const scratchFolder = join(leftovers, "scratch");

/** Coverage of the last `npm test`: raw data and the report made of it. */
export const coverageFolder = join(leftovers, "coverage");

/** What Node has compiled, kept to be quicker next time. */
export const compileCacheFolder = join(leftovers, "compile-cache");

/** What the type checker knows of the last run, a file per part of the repository. */
export const typecheckFolder = join(leftovers, "typecheck");
