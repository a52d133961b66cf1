// @ts-check
/** Something that the reader of the message can put right: shown as it is, without a stack. */
export class SetupError extends Error {
  /** What the process ends with. */
  exitCode;

  /**
   * @param {string} message what is wrong and what to do
   * @param {number} [exitCode] Default: 1.
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.name = "SetupError";
    this.exitCode = exitCode;
  }
}
