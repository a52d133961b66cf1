import type { Platform } from "./manifest.mjs";

/** Where tools come from and go to: everything about the surroundings that the ways of providing a tool depend on. */
export interface Site {
  /** Folder that the tools are put into. */
  readonly bin: string;

  /** Folder with the notes of what was put there. */
  readonly stamps: string;

  /** Folder for half-made files; on the same file system as `bin`, so that finished ones can be renamed into it. */
  readonly scratch: string;

  /** Folder with the lock files. */
  readonly locks: string;

  /** Folder that has one Go module per tool. */
  readonly modules: string;

  /** Folders to search for executables, in the form of PATH. */
  readonly searchPath: string;

  /** Folders to search for Go after those, in the same form: its installer mostly leaves PATH alone. */
  readonly goFolders: string;

  /** What the tools must run on. */
  readonly platform: Platform;

  /** Whether downloads are left out. */
  readonly offline: boolean;

  /** Milliseconds that a server gets to answer. */
  readonly connectMs: number;

  /** Milliseconds without a byte after which a download is given up. */
  readonly idleMs: number;

  /** Shows one line of progress. */
  readonly say: (line: string) => void;
}

/** Why one way of providing a tool did not work; the next one is tried. */
export class WayFailed extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = "WayFailed";
  }
}
